import { Context, MeterProvider, TextMapPropagator, TracerProvider } from "@opentelemetry/api";
/** A view, in the shape of the metrics SDK 2.x and 3.x. */
interface KinesisOtelView {
  readonly meterName: string;
  readonly instrumentName?: string;
  readonly instrumentUnit?: string;
  readonly aggregation: {
    /** The SDK's `AggregationType.EXPONENTIAL_HISTOGRAM`. */
    readonly type: 5;
    readonly options: {
      readonly maxSize: number;
      readonly recordMinMax: boolean;
    };
  };
}
/** What was wrong with an option. */
type OptionErrorCode = "UNKNOWN_OPTION" | "INVALID_OPTION";
/** Thrown while something is being set up, and never after: names the option, the value received and the cure. */
declare class KinesisOtelOptionError extends Error {
  override readonly name = "KinesisOtelOptionError";
  readonly code: OptionErrorCode;
  /** The option's name, as the caller wrote it. */
  readonly option: string;
  /** The value the caller gave. */
  readonly received: unknown;
  constructor(code: OptionErrorCode, option: string, received: unknown, cure: string);
}
/** True for an option error of any copy of this library in the process. */
declare function isKinesisOtelOptionError(value: unknown): value is KinesisOtelOptionError;
/**
 * Gives a record the context that is active now, for a put that comes later or carries many records.
 *
 * Returns a copy. What is bound survives `{ ...record }`, and neither `JSON.stringify` nor the AWS SDK sees it. Without a
 * valid span context the copy carries nothing, and the record gets the send span's context.
 *
 * @example
 * const entry = bindTraceContext({ Data: bytes, PartitionKey: order.id });
 */
declare function bindTraceContext<Record extends object>(record: Record, boundContext?: Context): Record;
/** The AWS SDK's `DescribeStreamSummaryCommand`, of whichever copy the client is. */
type DescribeStreamSummaryClass = new (input: {
  StreamName?: string;
  StreamARN?: string;
}) => object;
/**
 * Where in a payload context goes.
 *
 * - `auto`: each payload's own place, by its first bytes; one without such a place carries none.
 * - `protobuf`: every payload is one protobuf message, neither delimited nor compressed, which gets an unknown field
 *   behind its last. Nothing in a message says that it is one, so this is never guessed.
 * - `glue-protobuf`, `confluent-protobuf`: the same, behind the frame that the serializers of the AWS Glue or Confluent
 *   schema registry write.
 * - `envelope`: the payload, whatever it is, becomes the only user record of an aggregated record of the KPL. The KCL and
 *   Firehose take it out again; Lambda without the consumer SDK sees binary data. gzip and zstd streams and aggregates
 *   carry in their own places. Needs a partition key, and a stream without service-managed record distribution, where the
 *   KCL drops what is aggregated.
 */
type PayloadFormat = "auto" | "protobuf" | "glue-protobuf" | "confluent-protobuf" | "envelope";
/**
 * How a record's context gets to the consumer.
 *
 * - `payload`: in the record's data, where a reader that does not know it does not look.
 * - `sequence-number`: nothing is put into the record. The send span says which shard and sequence number each record got
 *   (`kinesis_otel.record_ids`), which is the `eventID` the consumer sees.
 * - `off`: not at all. Spans and metrics stay.
 */
type ContextCarrier = "payload" | "sequence-number" | "off";
/** What is decided for one stream, or for all that have no policy of their own. */
interface StreamPolicy {
  /** @defaultValue `KINESIS_OTEL_CARRIER`, else `payload` */
  readonly carrier?: ContextCarrier;
  /** @defaultValue `KINESIS_OTEL_FORMAT`, else `auto` */
  readonly format?: PayloadFormat;
  /**
   * True: everything is done and counted as it would be, and the records go out untouched. For seeing what a roll-out
   * would do.
   * @defaultValue `KINESIS_OTEL_DRY_RUN`, else false
   */
  readonly dryRun?: boolean;
  /**
   * What to do with a record that carries a context of ours already, as one does that was forwarded as it came:
   * `replace` it by the new one, which the send span links to the old, or `keep` it.
   * @defaultValue `replace`
   */
  readonly onExisting?: "replace" | "keep";
  /**
   * Bytes of a record at most, data and partition key together: the stream's `MaxRecordSizeInKiB`, times 1,024. A record
   * that would outgrow it goes out without context.
   * @defaultValue what `discoverLimits` found, else 1,048,576 (1 MiB)
   */
  readonly maxRecordBytes?: number;
}
/** How to instrument a Kinesis client. Everything has a default; a wrong value throws at once. */
interface ProducerOptions extends StreamPolicy {
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
/** Any AWS SDK v3 Kinesis client. Structural, so that clients of two copies of the AWS SDK both fit. */
interface KinesisClientLike {
  send(command: never, ...rest: never[]): unknown;
}
/**
 * Puts trace context into every record this client sends, makes a `send <stream>` span for every put, and measures it.
 *
 * Changes the client and returns it; wrapping a wrapped one changes nothing. What records say is not changed, nor is
 * any object of the caller's, nor what `send` returns or throws.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, a variable with a value it cannot have, or a client without `send`
 * @example
 * const kinesis = instrumentKinesisClient(new KinesisClient({}));
 */
declare function instrumentKinesisClient<Client extends KinesisClientLike>(client: Client, options?: ProducerOptions): Client;
/**
 * Gives a client back as it was before `instrumentKinesisClient`, of whichever copy of this library, and returns it. One
 * that was not wrapped stays as it is. Puts under way end as they began.
 *
 * @throws KinesisOtelOptionError for a client without `send`
 */
declare function uninstrumentKinesisClient<Client extends KinesisClientLike>(client: Client): Client;
/**
 * Views for the `MeterProvider` of your own: they make the histograms of this package exponential, and no others. From
 * histograms with fixed buckets CloudWatch can compute no percentiles.
 *
 * @example
 * new MeterProvider({ readers, views: [...kinesisOtelViews] });
 */
declare const kinesisOtelViews: readonly KinesisOtelView[];
export { type ContextCarrier, type DescribeStreamSummaryClass, type KinesisClientLike, KinesisOtelOptionError, type KinesisOtelView, type OptionErrorCode, type PayloadFormat, type ProducerOptions, type StreamPolicy, bindTraceContext, instrumentKinesisClient, isKinesisOtelOptionError, kinesisOtelViews, uninstrumentKinesisClient };