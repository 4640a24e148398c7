import {
  checkHasMethod,
  checkOneOf,
  checkText,
  checkTexts,
  checkWholeNumber,
  KinesisOtelOptionError,
  rejectUnknownOptions,
} from '@kinesis-otel/contract';
import type { MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import type { DescribeStreamSummaryClass } from './discover-limits.ts';
import { checkStreamPolicy, type StreamPolicy, streamPolicyOptions } from './stream-policy.ts';

/** How to instrument a Kinesis client. Everything has a default; a wrong value throws at once. */
export interface ProducerOptions extends StreamPolicy {
  /**
   * The `Pipeline` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_PIPELINE`, else the name of the stream the records go to
   */
  readonly pipeline?: string;
  /**
   * The `Environment` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_ENVIRONMENT`, else `deployment.environment.name` of `OTEL_RESOURCE_ATTRIBUTES`, else `Production`
   */
  readonly environment?: string;
  /** Policies of streams that are to be treated in another way than the rest, by stream name. @defaultValue none */
  readonly streams?: Readonly<Record<string, StreamPolicy>>;
  /**
   * The AWS SDK's `DescribeStreamSummaryCommand`, with which a stream's record limit is asked for: in the background,
   * after a random delay, once an hour for each stream; until it is known, and where the call fails, 1 MiB holds. Needs
   * `kinesis:DescribeStreamSummary`. Never in Lambda, where nothing runs in the background: set `maxRecordBytes` there.
   * @defaultValue nothing is asked
   */
  readonly discoverLimits?: DescribeStreamSummaryClass;
  /**
   * True: every record that was not bound gets a `create <stream>` span of its own, and carries that one's context.
   * @defaultValue false
   */
  readonly createSpans?: boolean;
  /**
   * Links on one send span at most; contexts beyond are carried and not linked, which `LinksDropped` counts. An
   * OpenTelemetry SDK drops those beyond its own limit, 128 by default, without a word.
   * @defaultValue 128
   */
  readonly maxLinks?: number;
  /**
   * Spans go to X-Ray: send spans get what makes X-Ray show them as this service's calls of Kinesis, also where nothing of
   * this service is around them. It is named by `OTEL_SERVICE_NAME`, else `service.name` of `OTEL_RESOURCE_ATTRIBUTES`, else
   * the Lambda function.
   * @defaultValue `KINESIS_OTEL_XRAY`, else false
   */
  readonly xray?: boolean;
  /**
   * Keys of OpenTelemetry baggage that travel with a record. What is not named stays behind: a stream keeps what is put
   * into it for hours or days.
   * @defaultValue none
   */
  readonly baggageKeys?: readonly string[];
  /**
   * Another propagator whose fields travel beside the W3C ones, which are always written.
   * @defaultValue none
   */
  readonly propagator?: TextMapPropagator;
  /**
   * True: the metrics of OpenTelemetry's messaging conventions are recorded too, in seconds and messages.
   * @defaultValue `KINESIS_OTEL_SEMCONV_METRICS`, else false
   */
  readonly semconvMetrics?: boolean;
  /** Where spans go. @defaultValue the global tracer provider */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. @defaultValue the global meter provider */
  readonly meterProvider?: MeterProvider;
}

const known: readonly (keyof ProducerOptions)[] = [
  'pipeline',
  'environment',
  ...streamPolicyOptions,
  'streams',
  'discoverLimits',
  'createSpans',
  'maxLinks',
  'xray',
  'baggageKeys',
  'propagator',
  'semconvMetrics',
  'tracerProvider',
  'meterProvider',
];

/** Throws a `KinesisOtelOptionError` for the first option that is unknown or wrong. */
export function checkProducerOptions(options: ProducerOptions): void {
  rejectUnknownOptions(options, known);
  checkText('pipeline', options.pipeline);
  checkText('environment', options.environment);
  checkStreamPolicy(options, '');
  checkStreams(options.streams);
  checkDiscoverLimits(options.discoverLimits);
  checkOneOf('createSpans', options.createSpans, [true, false]);
  checkWholeNumber('maxLinks', options.maxLinks, 0, 10_000);
  checkOneOf('xray', options.xray, [true, false]);
  checkTexts('baggageKeys', options.baggageKeys);
  checkHasMethod('propagator', options.propagator, 'inject');
  checkOneOf('semconvMetrics', options.semconvMetrics, [true, false]);
  checkHasMethod('tracerProvider', options.tracerProvider, 'getTracer');
  checkHasMethod('meterProvider', options.meterProvider, 'getMeter');
}

function checkStreams(streams: unknown): void {
  if (streams === undefined) return;
  if (typeof streams !== 'object' || streams === null || Array.isArray(streams)) {
    const cure = 'Give an object of policies by stream name, or leave it out.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'streams', streams, cure);
  }
  for (const [name, policy] of Object.entries(streams)) {
    if (typeof policy !== 'object' || policy === null) {
      const cure = 'Give a policy, `{ carrier: "off" }` for instance.';
      throw new KinesisOtelOptionError('INVALID_OPTION', `streams.${name}`, policy, cure);
    }
    rejectUnknownOptions(policy, streamPolicyOptions);
    checkStreamPolicy(policy, `streams.${name}.`);
  }
}

function checkDiscoverLimits(command: unknown): void {
  if (command === undefined || typeof command === 'function') return;
  const cure = 'Give the class `DescribeStreamSummaryCommand` of @aws-sdk/client-kinesis, or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'discoverLimits', command, cure);
}
