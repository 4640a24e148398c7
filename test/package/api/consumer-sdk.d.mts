import { Context, MeterProvider, TextMapPropagator, TracerProvider } from "@opentelemetry/api";
/**
 * Where other libraries put context in a JSON payload.
 *
 * - `cloudevents`: top-level `traceparent` and `tracestate`, the CloudEvents extension
 *   (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md).
 * - `datadog`: `_datadog`, with W3C headers or Datadog's own ids.
 * - `autotel`: `_traceContext`, with W3C headers.
 */
type ForeignForm = "cloudevents" | "datadog" | "autotel";
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
/** One record of a Lambda Kinesis event. Structural, so that nobody needs `@types/aws-lambda` for our sake. */
interface KinesisEventRecord {
  readonly kinesis: {
    readonly data: string;
    readonly sequenceNumber: string;
    /** Null or absent on streams with service-managed record distribution. */
    readonly partitionKey?: string | null;
    /** Seconds since the epoch, with a fraction. */
    readonly approximateArrivalTimestamp: number;
  };
  readonly eventID: string;
  readonly eventSourceARN: string;
}
/** A Lambda Kinesis event. */
interface KinesisEvent {
  readonly Records: readonly KinesisEventRecord[];
}
/** How to instrument a Kinesis handler. Everything has a default; a wrong value throws at once. */
interface ConsumerOptions {
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
/** What a handler answers where its mapping has `ReportBatchItemFailures`. */
interface KinesisBatchResponse {
  readonly batchItemFailures: readonly {
    readonly itemIdentifier: string;
  }[];
}
/** How a payload is given to the user's function: parsed JSON, UTF-8 text, or bytes. */
type Decode = "json" | "text" | "bytes";
/** One record as the user's function gets it. */
interface KinesisRecord<Data = unknown> {
  /** The payload, as the producer was given it, decoded. */
  readonly data: Data;
  /** Null on streams with service-managed record distribution. */
  readonly partitionKey: string | null;
  readonly sequenceNumber: string;
  readonly shardId: string;
  readonly streamName: string;
  /** When Kinesis took the record, in milliseconds since the epoch. */
  readonly arrivedAtMs: number;
}
/** What of Lambda's context object is used; each part may be absent, as in a test. */
interface LambdaContext {
  readonly awsRequestId?: string;
  readonly invokedFunctionArn?: string;
  getRemainingTimeInMillis?(): number;
}
/** Options of a handler that takes one record at a time. */
interface KinesisHandlerOptions extends ConsumerOptions {
  /** What `record.data` is. @defaultValue 'json' */
  readonly decode?: Decode;
  /** What to do at a record that fails: `stop` leaves the rest of the batch to the next delivery. @defaultValue 'stop' */
  readonly onFailure?: "stop";
}
/** The user's function: does one record's work. */
type OnRecord<Data> = (record: KinesisRecord<Data>) => unknown;
/** A Lambda handler for a Kinesis event source mapping. */
type KinesisHandler = (event: KinesisEvent, context?: LambdaContext) => Promise<KinesisBatchResponse | undefined>;
/**
 * Makes a Lambda handler out of a function that does one record's work.
 *
 * Records run in shard order, each inside its own span and context. At the first failure it stops: with
 * `reportBatchItemFailures` Lambda delivers again from that record on, without it the invocation fails and the whole
 * batch comes again. No record is ever passed over.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * export const handler = createKinesisHandler<Order>(async ({ data }) => save(data));
 */
declare function createKinesisHandler<Data = unknown>(onRecord: OnRecord<Data>, options?: KinesisHandlerOptions): KinesisHandler;
/** Any AWS SDK v3 client. Structural, so that clients of two copies of the AWS SDK both fit. */
interface DownstreamClientLike {
  send(command: never, ...rest: never[]): unknown;
}
/** Options of a downstream client. */
type DownstreamOptions = Pick<ConsumerOptions, "pipeline" | "environment" | "tracerProvider" | "meterProvider">;
/**
 * Measures the writes of an AWS SDK v3 client, and makes a CLIENT span for each inside the record it belongs to.
 *
 * DynamoDB's writes are known; every other command passes untouched. Changes the client and returns it; wrapping a
 * wrapped one changes nothing.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a client without `send`
 * @example
 * const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));
 */
declare function instrumentDownstreamClient<Client extends DownstreamClientLike>(client: Client, options?: DownstreamOptions): Client;
/** A Lambda handler that takes the whole batch and returns or promises its answer. */
type BatchHandler = (event: never, context: never) => unknown;
/**
 * Wraps a batch handler: it sees the payloads as the producer was given them, inside a batch span linked to the records'
 * producers, and what it returns or throws tells the outcome of every record. Events that are not Kinesis's pass through.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler with a callback
 * @example
 * export const handler = instrumentKinesisHandler(async (event: KinesisStreamEvent) => { … });
 */
declare function instrumentKinesisHandler<Handler extends BatchHandler>(handler: Handler, options?: ConsumerOptions): (...parameters: Parameters<Handler>) => Promise<Awaited<ReturnType<Handler>>>;
/** What a payload carried, and the payload without it. */
interface TakenTraceContext {
  /** The payload as the producer was given it; the very bytes passed in where they carried nothing. */
  readonly payload: Uint8Array;
  /** A context with the producer's span in it; the one to start a span from, or to link to. Root where nothing was carried. */
  readonly context: Context;
  /** When the put call was made, in milliseconds since the epoch. */
  readonly sentAtMs: number | undefined;
  /** When the record's own context was bound, in milliseconds since the epoch. */
  readonly createdAtMs: number | undefined;
  /** `invalid`: it begins as a carrier does, but is not one, and was left as it is. */
  readonly outcome: "extracted" | "missing" | "invalid";
}
/**
 * Takes trace context out of a Kinesis record's bytes, for consumers outside Lambda.
 *
 * The bytes passed in are not changed. Never throws. Of an aggregate of the KPL the context of the first user record that
 * has one is given.
 *
 * @example
 * const { payload, context } = takeTraceContext(record.Data);
 */
declare function takeTraceContext(bytes: Uint8Array): TakenTraceContext;
export { type BatchHandler, type ConsumerOptions, type Decode, type DownstreamClientLike, type DownstreamOptions, type ForeignForm, type KinesisBatchResponse, type KinesisEvent, type KinesisEventRecord, type KinesisHandler, type KinesisHandlerOptions, KinesisOtelOptionError, type KinesisRecord, type LambdaContext, type OnRecord, type OptionErrorCode, type TakenTraceContext, createKinesisHandler, instrumentDownstreamClient, instrumentKinesisHandler, isKinesisOtelOptionError, takeTraceContext };