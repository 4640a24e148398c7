import { region } from './account.ts';

/** Where the pipeline's parts listen. */
export interface Endpoints {
  readonly kinesisEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly otlpEndpoint: string;
}

/** The variables by which AWS SDKs and OpenTelemetry SDKs find the pipeline; credentials are never checked. */
export function pipelineEnvironment(endpoints: Endpoints): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_KINESIS: endpoints.kinesisEndpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodbEndpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoints.otlpEndpoint,
  };
}
