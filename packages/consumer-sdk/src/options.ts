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

/**
 * How records' spans stand to their producers.
 *
 * - `auto`: a context that only one record of the batch came with is the parent of that record's span; one that several
 *   came with is the parent of one span for all of them, for a put of 500 records would else make 500 spans in one trace.
 *   Deliveries that this execution environment has seen fail, and records older than `linkAfterMs`, are linked.
 * - `child`: every record's span is a child of the context it came with.
 * - `link`: no context from a stream is ever a parent; records' spans are children of the batch's, and link to it.
 * - `off`: no record spans; all runs in the batch's.
 */
export type RecordSpanMode = 'auto' | 'child' | 'link' | 'off';

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
  /** How records' spans stand to their producers. @defaultValue 'auto' */
  readonly recordSpans?: RecordSpanMode;
  /**
   * Record spans of one batch at most, reserved in the order the records arrived in. Records beyond them run in their
   * producer's context; of those, up to 20 that fail or are slow get a span without children. Never more than the queue of
   * a `BatchSpanProcessor` has room for.
   * @defaultValue 200
   */
  readonly maxRecordSpans?: number;
  /**
   * Links on a batch span at most, those to sampled contexts first.
   * @defaultValue 20, what an X-Ray segment takes
   */
  readonly maxLinks?: number;
  /**
   * With `recordSpans: 'auto'`: a record that arrived longer ago, in milliseconds, is linked to its producer and not its
   * child. Long after a trace ended backends may not take more of it.
   * @defaultValue 3,600,000, an hour
   */
  readonly linkAfterMs?: number;
  /**
   * A record without a span of its own gets one if it takes at least as long, in milliseconds.
   * @defaultValue 1,000
   */
  readonly slowRecordMs?: number;
  /**
   * Spans go to X-Ray: the invocation links to the trace in Lambda's X-Ray header, and record spans get what makes X-Ray
   * show them as segments of this function. That header is never a record's parent.
   * @defaultValue `KINESIS_OTEL_XRAY` is `true`, else false
   */
  readonly xray?: boolean;
  /**
   * The parent of an invocation that is no Kinesis batch: with `auto` the `traceparent` of its `headers`, else Lambda's
   * X-Ray header. A Kinesis batch has none.
   * @defaultValue 'auto'
   */
  readonly invocationParent?: 'auto' | 'none';
  /**
   * When telemetry is sent. Only an execution environment with a Lambda extension is told before it ends: without one
   * `everyMs` would lose what came last, so every invocation is flushed all the same, and that is said once.
   * @defaultValue 'every-invocation'
   */
  readonly flush?: 'every-invocation' | { readonly everyMs: number };
  /**
   * How long the invocation may wait for telemetry to leave, in milliseconds; the time Lambda has left bounds it too. A
   * collector that does not answer in time is not waited for again until it has answered.
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
  /**
   * True: the metrics of OpenTelemetry's messaging conventions are recorded too, in seconds and messages.
   * @defaultValue `KINESIS_OTEL_SEMCONV_METRICS` is `true`, else false
   */
  readonly semconvMetrics?: boolean;
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
  'recordSpans',
  'maxRecordSpans',
  'maxLinks',
  'linkAfterMs',
  'slowRecordMs',
  'xray',
  'invocationParent',
  'flush',
  'flushTimeoutMs',
  'baggageKeys',
  'propagator',
  'readForeign',
  'semconvMetrics',
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
  checkOneOf('recordSpans', options.recordSpans, ['auto', 'child', 'link', 'off']);
  checkWholeNumber('maxRecordSpans', options.maxRecordSpans, 0, 10_000);
  checkWholeNumber('maxLinks', options.maxLinks, 0, 10_000);
  checkWholeNumber('linkAfterMs', options.linkAfterMs, 0, Number.MAX_SAFE_INTEGER);
  checkWholeNumber('slowRecordMs', options.slowRecordMs, 0, Number.MAX_SAFE_INTEGER);
  checkOneOf('xray', options.xray, [true, false]);
  checkOneOf('invocationParent', options.invocationParent, ['auto', 'none']);
  checkFlush(options.flush);
  checkWholeNumber('flushTimeoutMs', options.flushTimeoutMs, 0, 900_000);
  checkTexts('baggageKeys', options.baggageKeys);
  checkHasMethod('propagator', options.propagator, 'extract');
  for (const [stream, forms] of Object.entries(options.readForeign ?? {})) {
    checkForms(`readForeign.${stream}`, forms);
  }
  checkOneOf('semconvMetrics', options.semconvMetrics, [true, false]);
  checkHasMethod('tracerProvider', options.tracerProvider, 'getTracer');
  checkHasMethod('meterProvider', options.meterProvider, 'getMeter');
}

function checkFlush(flush: unknown): void {
  if (typeof flush !== 'object' || flush === null) {
    checkOneOf('flush', flush, ['every-invocation']);
    return;
  }
  rejectUnknownOptions(flush, ['everyMs']);
  // Lambda keeps an idle environment for minutes at the most.
  checkWholeNumber('flush.everyMs', (flush as { everyMs?: unknown }).everyMs ?? null, 1, 3_600_000);
}

function checkForms(option: string, forms: unknown): void {
  checkTexts(option, forms ?? null);
  for (const form of forms as readonly unknown[]) checkOneOf(option, form, foreignForms);
}
