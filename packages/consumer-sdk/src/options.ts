import {
  checkHasMethod,
  checkOneOf,
  checkText,
  checkTexts,
  checkWholeNumber,
  type ForeignForm,
  foreignForms,
  rejectUnknownOptions,
} from '@kinesis-otel/contract';
import type { MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';

/** How to instrument a Kinesis handler. Everything has a default; a wrong value throws at once. */
export interface ConsumerOptions {
  /**
   * The `Pipeline` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_PIPELINE`, else the name of the stream the records came from
   */
  readonly pipeline?: string;
  /**
   * The `Environment` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_ENVIRONMENT`, else `deployment.environment.name` of `OTEL_RESOURCE_ATTRIBUTES`, else `Production`
   */
  readonly environment?: string;
  /**
   * Says that the event source mapping has `ReportBatchItemFailures`. Lambda ignores a batch response where it has not,
   * and the function cannot see which it is; so without this a failed record makes the whole invocation fail.
   * @defaultValue `KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES` is `true`, else false
   */
  readonly reportBatchItemFailures?: boolean;
  /**
   * Record spans of one batch at most; records beyond them run in their producer's context, without a span.
   * @defaultValue 200
   */
  readonly maxRecordSpans?: number;
  /**
   * Links on a batch span at most, those to sampled contexts first.
   * @defaultValue 20, what an X-Ray segment takes
   */
  readonly maxLinks?: number;
  /**
   * How long the invocation may wait for telemetry to leave, in milliseconds; the time Lambda has left bounds it too.
   * @defaultValue 500
   */
  readonly flushTimeoutMs?: number;
  /**
   * Keys of baggage that a record may bring into its context; what else it carries is not taken over.
   * @defaultValue none
   */
  readonly baggageKeys?: readonly string[];
  /**
   * Another propagator, which reads the fields that records carry beside the W3C ones.
   * @defaultValue none
   */
  readonly propagator?: TextMapPropagator;
  /**
   * Context of other libraries to look for in JSON payloads that carry none of ours, by stream; `*` is every stream. What
   * is found becomes a link, never a parent, and stays in the payload.
   * @defaultValue none
   */
  readonly readForeign?: Readonly<Record<string, readonly ForeignForm[]>>;
  /** Where spans go. @defaultValue the global tracer provider */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. @defaultValue the global meter provider */
  readonly meterProvider?: MeterProvider;
}

/** The names of all consumer options. */
const consumerOptionNames: readonly (keyof ConsumerOptions)[] = [
  'pipeline',
  'environment',
  'reportBatchItemFailures',
  'maxRecordSpans',
  'maxLinks',
  'flushTimeoutMs',
  'baggageKeys',
  'propagator',
  'readForeign',
  'tracerProvider',
  'meterProvider',
];

/**
 * Throws a `KinesisOtelOptionError` for the first option that is unknown or wrong.
 *
 * @param alsoKnown options of the caller's own, which it checks itself
 */
export function checkConsumerOptions(options: ConsumerOptions, alsoKnown: readonly string[] = []): void {
  rejectUnknownOptions(options, [...consumerOptionNames, ...alsoKnown]);
  checkText('pipeline', options.pipeline);
  checkText('environment', options.environment);
  checkOneOf('reportBatchItemFailures', options.reportBatchItemFailures, [true, false]);
  checkWholeNumber('maxRecordSpans', options.maxRecordSpans, 0, 10_000);
  checkWholeNumber('maxLinks', options.maxLinks, 0, 10_000);
  checkWholeNumber('flushTimeoutMs', options.flushTimeoutMs, 0, 900_000);
  checkTexts('baggageKeys', options.baggageKeys);
  checkHasMethod('propagator', options.propagator, 'extract');
  for (const [stream, forms] of Object.entries(options.readForeign ?? {})) {
    checkForms(`readForeign.${stream}`, forms);
  }
  checkHasMethod('tracerProvider', options.tracerProvider, 'getTracer');
  checkHasMethod('meterProvider', options.meterProvider, 'getMeter');
}

function checkForms(option: string, forms: unknown): void {
  checkTexts(option, forms ?? null);
  for (const form of forms as readonly unknown[]) checkOneOf(option, form, foreignForms);
}
