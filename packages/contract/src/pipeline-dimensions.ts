import { resourceAttribute, type Variables, written } from './variables.ts';

/** The two dimensions every metric of a pipeline carries, so that both ends and CloudWatch agree on the series. */
export interface PipelineDimensions {
  readonly Environment: string;
  readonly Pipeline: string;
}

const defaultEnvironment = 'Production';

/**
 * The `Environment` dimension: the option, else `KINESIS_OTEL_ENVIRONMENT`, else `deployment.environment.name` in
 * `OTEL_RESOURCE_ATTRIBUTES`, else `Production`.
 */
export function environmentName(option: string | undefined, variables: Variables): string {
  return (
    option ??
    written(variables.KINESIS_OTEL_ENVIRONMENT) ??
    resourceAttribute(variables, 'deployment.environment.name') ??
    defaultEnvironment
  );
}

/** The `Pipeline` dimension: the option, else `KINESIS_OTEL_PIPELINE`; undefined means each stream's own name. */
export function pipelineName(option: string | undefined, variables: Variables): string | undefined {
  return option ?? written(variables.KINESIS_OTEL_PIPELINE);
}
