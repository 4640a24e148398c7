/** The two dimensions every metric of a pipeline carries, so that both ends and CloudWatch agree on the series. */
export interface PipelineDimensions {
  readonly Environment: string;
  readonly Pipeline: string;
}

/** The variables the dimensions are read from. */
export type Variables = Readonly<Record<string, string | undefined>>;

const defaultEnvironment = 'Production';

/**
 * The `Environment` dimension: the option, else `KINESIS_OTEL_ENVIRONMENT`, else `deployment.environment.name` in
 * `OTEL_RESOURCE_ATTRIBUTES`, else `Production`.
 */
export function environmentName(option: string | undefined, variables: Variables): string {
  return (
    option ??
    written(variables.KINESIS_OTEL_ENVIRONMENT) ??
    resourceAttribute(variables.OTEL_RESOURCE_ATTRIBUTES, 'deployment.environment.name') ??
    defaultEnvironment
  );
}

/** The `Pipeline` dimension: the option, else `KINESIS_OTEL_PIPELINE`; undefined means each stream's own name. */
export function pipelineName(option: string | undefined, variables: Variables): string | undefined {
  return option ?? written(variables.KINESIS_OTEL_PIPELINE);
}

function written(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

function resourceAttribute(list: string | undefined, name: string): string | undefined {
  for (const pair of list?.split(',') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return written(decoded(value));
  }
  return undefined;
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    // A stray percent sign: OpenTelemetry takes such a value as it stands.
    return value;
  }
}
