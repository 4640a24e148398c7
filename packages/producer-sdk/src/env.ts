import {
  checkOneOf,
  checkText,
  environmentName,
  pipelineName,
  resourceAttribute,
  type Variables,
  written,
} from '@kinesis-otel/contract';
import type { ProducerOptions } from './options.ts';
import { checkFormat, type PayloadFormat } from './stamping/payload-format.ts';
import { type ContextCarrier, contextCarriers } from './stream-policy.ts';

/** What the options leave open and the environment decides. */
export interface ProducerSettings {
  readonly environment: string;
  /** Undefined: each stream's own name. */
  readonly pipeline: string | undefined;
  /** For streams about which the options say nothing. */
  readonly carrier: ContextCarrier;
  readonly dryRun: boolean;
  /** By stream name, for streams about which the options say nothing; under `*` that of all others. */
  readonly formats: ReadonlyMap<string, PayloadFormat>;
  /** Streams that are never stamped, whatever the options say; `*` among them is every stream. */
  readonly offStreams: ReadonlySet<string>;
  /** Whether the metrics of the messaging conventions are recorded too. */
  readonly semconvMetrics: boolean;
  /** Whether spans go to X-Ray. */
  readonly xray: boolean;
  /** This service, as its resource says; undefined where no variable names it. */
  readonly serviceName: string | undefined;
  /** Whether each put call is told in one line on standard error. */
  readonly isDebug: boolean;
  readonly isLambda: boolean;
  /** This execution environment's log stream, which tells its points from those of others; undefined outside Lambda. */
  readonly instance: string | undefined;
}

/**
 * The only file in this package that reads environment variables; here, once for each client.
 *
 * @throws KinesisOtelOptionError for a variable with a value it cannot have
 */
export function readProducerSettings(options: ProducerOptions, variables: Variables = process.env): ProducerSettings {
  return {
    environment: environmentName(options.environment, variables),
    pipeline: pipelineName(options.pipeline, variables),
    carrier: options.carrier ?? carrierVariable(variables.KINESIS_OTEL_CARRIER),
    dryRun: options.dryRun ?? isTrue(variables.KINESIS_OTEL_DRY_RUN),
    formats: formatsVariable(variables.KINESIS_OTEL_FORMAT),
    offStreams: new Set(namesIn(variables.KINESIS_OTEL_OFF_STREAMS)),
    semconvMetrics: options.semconvMetrics ?? isTrue(variables.KINESIS_OTEL_SEMCONV_METRICS),
    xray: options.xray ?? isTrue(variables.KINESIS_OTEL_XRAY),
    serviceName: serviceName(variables),
    isDebug: isTrue(variables.KINESIS_OTEL_DEBUG),
    isLambda: written(variables.AWS_LAMBDA_FUNCTION_NAME) !== undefined,
    instance: written(variables.AWS_LAMBDA_LOG_STREAM_NAME),
  };
}

/** Options with which every put is traced, and only the streams named in `KINESIS_OTEL_STAMP_STREAMS` are stamped. */
export function stampNamedStreams(variables: Variables = process.env): Pick<ProducerOptions, 'carrier' | 'streams'> {
  const names = namesIn(variables.KINESIS_OTEL_STAMP_STREAMS);
  if (names.includes('*')) return {};
  return { carrier: 'off', streams: Object.fromEntries(names.map((name) => [name, { carrier: 'payload' }])) };
}

/** What OpenTelemetry's SDK for Node is to take where the variable is not set: without deltas CloudWatch has no use for counters. */
const registerDefaults: Variables = {
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
};

/** Does work that reads OpenTelemetry's variables; `variables` is as it was afterwards. */
export function withRegisterDefaults<Result>(
  work: () => Result,
  variables: Record<string, string | undefined> = process.env,
): Result {
  const unset = Object.keys(registerDefaults).filter((name) => written(variables[name]) === undefined);
  const before = unset.map((name) => [name, variables[name]] as const);
  for (const name of unset) variables[name] = registerDefaults[name];
  try {
    return work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete variables[name];
      else variables[name] = value;
    }
  }
}

/** As OpenTelemetry's SDKs and its Lambda layers name a service. */
function serviceName(variables: Variables): string | undefined {
  return (
    written(variables.OTEL_SERVICE_NAME) ??
    resourceAttribute(variables, 'service.name') ??
    written(variables.AWS_LAMBDA_FUNCTION_NAME)
  );
}

function carrierVariable(value: string | undefined): ContextCarrier {
  const carrier = written(value);
  checkOneOf('KINESIS_OTEL_CARRIER', carrier, contextCarriers);
  return (carrier as ContextCarrier | undefined) ?? 'payload';
}

/** `envelope`, or `orders=protobuf,*=envelope`: stream names have neither commas nor equals signs. */
function formatsVariable(value: string | undefined): ReadonlyMap<string, PayloadFormat> {
  const formats = new Map<string, PayloadFormat>();
  for (const entry of namesIn(value)) {
    const equals = entry.indexOf('=');
    const name = equals < 0 ? '*' : entry.slice(0, equals).trim();
    const format = entry.slice(equals + 1).trim();
    checkText('KINESIS_OTEL_FORMAT', name);
    checkFormat('KINESIS_OTEL_FORMAT', format);
    formats.set(name, format as PayloadFormat);
  }
  return formats;
}

function isTrue(value: string | undefined): boolean {
  return ['1', 'true'].includes(written(value)?.toLowerCase() ?? '');
}

function namesIn(list: string | undefined): string[] {
  return (list ?? '').split(',').flatMap((name) => written(name) ?? []);
}
