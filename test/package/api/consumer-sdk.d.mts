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
/** What of Lambda's context object is used; each part may be absent, as in a test. */
interface LambdaContext {
  readonly awsRequestId?: string;
  readonly functionName?: string;
  readonly invokedFunctionArn?: string;
  /** X-Ray's header, where several invocations share a process; else it is in the environment. */
  readonly xRayTraceId?: string;
  getRemainingTimeInMillis?(): number;
}
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
type RecordSpanMode = "auto" | "child" | "link" | "off";
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
  readonly invocationParent?: "auto" | "none";
  /**
   * When telemetry is sent. Only an execution environment with a Lambda extension is told before it ends: without one
   * `everyMs` would lose what came last, so every invocation is flushed all the same, and that is said once.
   * @defaultValue 'every-invocation'
   */
  readonly flush?: "every-invocation" | {
    readonly everyMs: number;
  };
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
/** A Lambda handler that takes the whole batch, and returns or promises its answer, or calls back with it. */
type BatchHandler = (event: never, context: never, callback: never) => unknown;
/** A wrapped handler: called as before, it promises what it returned or promised; one with a callback calls back. */
type InstrumentedHandler<Handler extends BatchHandler> = (...parameters: Parameters<Handler>) => Parameters<Handler> extends readonly [unknown, unknown, unknown, ...unknown[]] ? undefined | Promise<Awaited<Exclude<ReturnType<Handler>, void>>> : Promise<Awaited<ReturnType<Handler>>>;
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
/** A Lambda Kinesis event; what a mapping with tumbling windows adds to it is optional. */
interface KinesisEvent {
  readonly Records: readonly KinesisEventRecord[];
  readonly window?: {
    readonly start: string;
    readonly end: string;
  };
  readonly state?: object;
  readonly shardId?: string;
  readonly eventSourceARN?: string;
  readonly isFinalInvokeForWindow?: boolean;
  readonly isWindowTerminatedEarly?: boolean;
}
/** How a payload is given to the user's function: parsed JSON, UTF-8 text, or bytes. */
type Decode = "json" | "text" | "bytes";
/** One record as the user's function gets it; of an aggregate of the KPL, one of its user records. */
interface KinesisRecord<Data = unknown> {
  /** The payload, as the producer was given it, decoded. */
  readonly data: Data;
  /** Null on streams with service-managed record distribution. */
  readonly partitionKey: string | null;
  /** Of a user record its aggregate's. */
  readonly sequenceNumber: string;
  /** A user record's place in its aggregate, from 0; undefined for any other record. */
  readonly subSequenceNumber: number | undefined;
  readonly shardId: string;
  readonly streamName: string;
  /** When Kinesis took the record, in milliseconds since the epoch. */
  readonly arrivedAtMs: number;
}
/** A validator of zod, valibot or any other library that follows https://standardschema.dev, version 1. */
interface SchemaLike<Data> {
  readonly "~standard": {
    readonly version: 1;
    readonly validate: (value: unknown) => SchemaResult<Data> | Promise<SchemaResult<Data>>;
  };
}
/** What such a validator answers. */
type SchemaResult<Data> = {
  readonly value: Data;
  readonly issues?: undefined;
} | {
  readonly issues: readonly {
    readonly message: string;
  }[];
};
/** Makes what the user's function gets out of a decoded payload: a function that throws at a wrong one, or a schema. */
type Parse<Data> = SchemaLike<Data> | ((data: unknown) => Data | Promise<Data>);
/**
 * The tumbling window an invocation belongs to. Lambda keeps `state` from one invocation of the window to the next; at
 * most 1 MB of it, as JSON.
 */
interface TumblingWindow<State extends object = Record<string, unknown>> {
  /** When it begins and ends, as Lambda writes it. */
  readonly start: string;
  readonly end: string;
  /** The window's last invocation; its records are none, or the last. */
  readonly isFinal: boolean;
  /** Lambda ended it before its time, because the state was too large. */
  readonly isTerminatedEarly: boolean;
  /**
   * What the window has come to so far. Assign a new object rather than change this one: what a record assigned is then
   * taken back where Lambda will deliver it again.
   */
  state: State;
}
/**
 * Options of a handler that takes one record at a time. `Data` is what `parse` makes; options without `parse` go with
 * every handler.
 */
interface KinesisHandlerOptions<Data = never, State extends object = Record<string, unknown>> extends ConsumerOptions {
  /** What `record.data` is, before `parse`. @defaultValue 'json' */
  readonly decode?: Decode;
  /**
   * With `decode` `json` and `text`: bytes that a gzip payload may inflate to. One that needs more is undecodable; 0 leaves
   * all compressed.
   * @defaultValue 16 MiB
   */
  readonly maxInflatedBytes?: number;
  /**
   * Checks the decoded payload and makes `record.data` of it: a schema of zod, valibot or another library that follows
   * Standard Schema, or a function that throws at what it does not take.
   * @defaultValue none
   */
  readonly parse?: Parse<Data>;
  /**
   * What to do with a payload that cannot be decoded or parsed. `fail`: it is a failure like any other. A function gets the
   * record with its payload's bytes, and the error: once it has done with them the record counts as a failure but does not
   * come again, and the next one's turn comes. Where it throws, the record has failed.
   * @defaultValue 'fail'
   */
  readonly onUndecodable?: "fail" | ((record: KinesisRecord<Buffer>, error: Error) => unknown);
  /**
   * What to do with the rest of a batch once a record has failed.
   *
   * - `stop`: leave it to the next delivery.
   * - `continue`: go on, but for records of the failed one's partition key, which would else take effect before it. What is
   *   done behind the failed record will be done again.
   * - `throw`: stop, and fail the whole batch, whatever the mapping accepts.
   * @defaultValue 'stop'
   */
  readonly onFailure?: "stop" | "continue" | "throw";
  /**
   * Partition keys worked on at a time. Records of one key stay in order; those without a key, and others, do not. Batches
   * of a tumbling window are worked on in order all the same: their records share a state.
   * @defaultValue 1
   */
  readonly concurrentPartitionKeys?: number;
  /** With tumbling windows: called in a window's last invocation, behind its records. @defaultValue none */
  readonly onWindowEnd?: (window: TumblingWindow<State>, lambdaContext: LambdaContext | undefined) => unknown;
}
/** What a handler answers where its mapping has `ReportBatchItemFailures`. */
interface KinesisBatchResponse {
  readonly batchItemFailures: readonly {
    readonly itemIdentifier: string;
  }[];
}
/** What a record's work may want to know beside the record. */
interface RecordSurroundings<State extends object = Record<string, unknown>> {
  readonly lambdaContext: LambdaContext | undefined;
  /** Undefined where the mapping has no tumbling windows. */
  readonly window: TumblingWindow<State> | undefined;
}
/** The user's function: does one record's work. */
type OnRecord<Data, State extends object = Record<string, unknown>> = (record: KinesisRecord<Data>, surroundings: RecordSurroundings<State>) => unknown;
/** What a handler that works record by record answers: nothing where all is done and nobody listens. */
type KinesisHandlerResponse = (Partial<KinesisBatchResponse> & {
  readonly state?: object;
}) | undefined;
/** A Lambda handler for a Kinesis event source mapping. */
type KinesisHandler = (event: KinesisEvent, context?: LambdaContext) => Promise<KinesisHandlerResponse>;
/**
 * Makes a Lambda handler out of a function that does one record's work.
 *
 * Records run in shard order, each inside its own span and context; an aggregate of the KPL is taken apart. With
 * `reportBatchItemFailures` a failure is reported, and Lambda delivers again from that record on; without it the
 * invocation fails and the whole batch comes again. No record is ever passed over. Inside another handler of this library
 * it joins that one's invocation.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * export const handler = createKinesisHandler<Order>(async ({ data }) => save(data));
 */
declare function createKinesisHandler<Data = unknown, State extends object = Record<string, unknown>>(onRecord: OnRecord<Data, State>, options?: KinesisHandlerOptions<Data, State>): KinesisHandler;
/** Any AWS SDK v3 client. Structural, so that clients of two copies of the AWS SDK both fit. */
interface DownstreamClientLike {
  send(command: never, ...rest: never[]): unknown;
}
/** Options of a downstream client. */
type DownstreamOptions = Pick<ConsumerOptions, "pipeline" | "environment" | "tracerProvider" | "meterProvider">;
/**
 * Measures the writes of an AWS SDK v3 client, and makes a CLIENT span for each inside the record it belongs to.
 *
 * Known are the writes of DynamoDB (its document client too), S3, Kinesis, Firehose, SQS, SNS, EventBridge, Step
 * Functions, Timestream and Lambda; every other command passes untouched. An answer that left something undone counts as
 * a failure. A DynamoDB client's document clients are measured with it, made before or after, and each write once where
 * both are wrapped. Where OpenTelemetry's instrumentation of the AWS SDK, or `instrumentKinesisClient`, makes the span
 * already, this only measures. Providers that are not given are those of the handler it is called in, which may be the
 * layer's, and outside of one the global ones. Changes the client and returns it; wrapping a wrapped one changes nothing.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a client without `send`
 * @example
 * const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));
 */
declare function instrumentDownstreamClient<Client extends DownstreamClientLike>(client: Client, options?: DownstreamOptions): Client;
/**
 * Wraps a batch handler: it sees the payloads as the producer was given them, inside a batch span linked to the records'
 * producers, and what it returns, throws or calls back with tells the outcome of every record. An event that is not
 * Kinesis's gets a span of the invocation, and passes as it is. Inside another handler of this library it only calls the
 * handler.
 *
 * A handler with a callback is wrapped for the runtimes that take one, up to nodejs22.x; `context.done`, `succeed` and
 * `fail` and `callbackWaitsForEmptyEventLoop` work as without the wrapper.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler that streams its answer
 * @example
 * export const handler = instrumentKinesisHandler(async (event: KinesisStreamEvent) => { … });
 */
declare function instrumentKinesisHandler<Handler extends BatchHandler>(handler: Handler, options?: ConsumerOptions): InstrumentedHandler<Handler>;
/**
 * Views for the `MeterProvider` of your own: they make the histograms of this package exponential, and no others. From
 * histograms with fixed buckets CloudWatch can compute no percentiles.
 *
 * @example
 * new MeterProvider({ readers, views: [...kinesisOtelViews] });
 */
declare const kinesisOtelViews: readonly KinesisOtelView[];
/** How one write is measured. */
interface MeasureWriteOptions {
  /** False where another instrumentation makes the span, as OpenTelemetry's for `pg` does. @defaultValue true */
  readonly span?: boolean;
}
/**
 * Measures a write that no AWS SDK client makes, to a database, a cache or an HTTP API, inside the record it belongs to,
 * and gives or throws what the write does.
 *
 * Its dimensions and providers are those of the handler it is called in; outside of one `KINESIS_OTEL_PIPELINE` and
 * `KINESIS_OTEL_ENVIRONMENT`, and what is registered with OpenTelemetry. Whatever it is given, it throws nothing of its own.
 *
 * @param target the `Target` dimension, as `Postgres/orders`: where the write goes, never a key or an id; beyond 100
 * different ones it is `_OTHER`
 * @example
 * await measureDownstreamWrite('Postgres/orders', () => pool.query(insertOrder, [order.id]));
 */
declare function measureDownstreamWrite<Result>(target: string, write: () => Result | PromiseLike<Result>, options?: MeasureWriteOptions): Promise<Result>;
/** Where an object that holds a document lies. */
interface FailureObject {
  readonly bucket: string;
  /** As S3 has it, not as a notification writes it. */
  readonly key: string;
  readonly versionId?: string;
}
/** What of the AWS SDK's `Kinesis` client is used to read a batch back. Structural, so that every copy of the SDK fits. */
interface StreamReader {
  getShardIterator(input: {
    StreamARN: string;
    ShardId: string;
    ShardIteratorType: "AT_SEQUENCE_NUMBER";
    StartingSequenceNumber: string;
  }): Promise<{
    ShardIterator?: string | undefined;
  }>;
  getRecords(input: {
    StreamARN: string;
    ShardIterator: string;
    Limit: number;
  }): Promise<StreamPage>;
}
/** One answer of GetRecords. */
interface StreamPage {
  Records?: {
    SequenceNumber?: string | undefined;
    Data?: Uint8Array | undefined;
  }[] | undefined;
  NextShardIterator?: string | undefined;
  MillisBehindLatest?: number | undefined;
}
/** How to instrument the handler of an on-failure destination. Everything has a default; a wrong value throws at once. */
interface OnFailureOptions extends Pick<ConsumerOptions, "pipeline" | "environment" | "maxLinks" | "flushTimeoutMs" | "tracerProvider" | "meterProvider"> {
  /**
   * Reads an object's text, where the destination is a bucket. Needs `s3:GetObject`, and `kms:Decrypt` for a bucket with
   * a key of its own.
   * @defaultValue none: what a notification about an object stands for is then neither counted nor traced
   */
  readonly readObject?: (object: FailureObject) => Promise<string | Uint8Array>;
  /**
   * The AWS SDK's `Kinesis` client, to read given-up records back where the destination got only their place in the
   * stream. Give one with `maxAttempts: 1`: its reads share the shard's 5 calls and 2 MB a second with the mapping that
   * just had trouble. Needs `kinesis:GetShardIterator` and `kinesis:GetRecords`, and `kms:Decrypt` for an encrypted stream.
   * @defaultValue none: nothing is read
   */
  readonly readStream?: StreamReader;
  /** Calls to `readStream` by one execution environment at most, 1 to 5. @defaultValue 1 */
  readonly maxReadsPerSecond?: number;
  /**
   * How long reading objects and the stream may go on from the invocation's start, in milliseconds; the time Lambda has
   * left bounds it too. It goes on beside the handler. An object that was not read by then is not counted, which is said.
   * @defaultValue 3,000
   */
  readonly readTimeoutMs?: number;
}
/**
 * Wraps the handler of a mapping's on-failure destination, fed by SQS, SNS or S3: counts the records that Lambda gave up
 * (`DLQMessages`), and makes a span for each batch, linked to the traces that made its records where they can be found.
 *
 * What the handler gets, returns, throws and calls back with is not changed. An object in S3 has the records, for
 * `readObject` to read; a message in SQS or SNS has only their place in the stream, which `readStream` reads back, if it
 * is given. A message that comes again in this execution environment is told once. What is about no Kinesis batch passes
 * through.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler that streams its answer
 * @example
 * export const handler = instrumentOnFailureHandler(async (event: SQSEvent) => { … });
 */
declare function instrumentOnFailureHandler<Handler extends BatchHandler>(handler: Handler, options?: OnFailureOptions): InstrumentedHandler<Handler>;
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
 * has one is given. What the KCL has taken out of an envelope carries nothing any more.
 *
 * @example
 * const { payload, context } = takeTraceContext(record.Data);
 */
declare function takeTraceContext(bytes: Uint8Array): TakenTraceContext;
/** A record of a Lambda Kinesis event, as far as it is told from others; what a parser made of its data does not matter. */
interface RecordLike {
  readonly kinesis: {
    readonly sequenceNumber: string;
  };
}
/**
 * Does one record's work in the record's own span and trace: inside a plain loop, the record handler of Powertools, or
 * middy. Gives or throws what the work does.
 *
 * Inside `instrumentKinesisHandler` the record is measured by its own work, and gets one span, not two. Outside of any
 * handler of ours the record is read here: the work gets it as the producer was given it, its span goes to what is
 * registered with OpenTelemetry, and nothing is counted, since nobody knows what becomes of the batch. For anything but
 * a Kinesis record only the work is done.
 *
 * @param work gets the record, its payload as the producer was given it
 * @example
 * await processPartialResponse(event, (record) => withRecordSpan(record, () => save(record)), processor, { context });
 */
declare function withRecordSpan<Kind extends RecordLike, Result>(record: Kind, work: (record: Kind) => Result | PromiseLike<Result>): Promise<Result>;
export { type BatchHandler, type ConsumerOptions, type Decode, type DownstreamClientLike, type DownstreamOptions, type FailureObject, type ForeignForm, type InstrumentedHandler, type KinesisBatchResponse, type KinesisEvent, type KinesisEventRecord, type KinesisHandler, type KinesisHandlerOptions, type KinesisHandlerResponse, KinesisOtelOptionError, type KinesisOtelView, type KinesisRecord, type LambdaContext, type MeasureWriteOptions, type OnFailureOptions, type OnRecord, type OptionErrorCode, type Parse, type RecordLike, type RecordSpanMode, type RecordSurroundings, type SchemaLike, type SchemaResult, type StreamPage, type StreamReader, type TakenTraceContext, type TumblingWindow, createKinesisHandler, instrumentDownstreamClient, instrumentKinesisHandler, instrumentOnFailureHandler, isKinesisOtelOptionError, kinesisOtelViews, measureDownstreamWrite, takeTraceContext, withRecordSpan };