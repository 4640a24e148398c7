/** Lambda's context object; fits `Context` of `@types/aws-lambda`. */
interface TestInvocationContext {
  callbackWaitsForEmptyEventLoop: boolean;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  getRemainingTimeInMillis(): number;
  /** Gone since Node 24, as are the next two; here for the type, and throws. */
  done(): never;
  fail(): never;
  succeed(): never;
}
/** What an invocation's context says. */
interface InvocationContextOptions {
  /** @defaultValue 'consumer' */
  readonly functionName?: string;
  /** @defaultValue the function's, with `:live`, an alias, behind it */
  readonly invokedFunctionArn?: string;
  /** @defaultValue a new one */
  readonly awsRequestId?: string;
  /** @defaultValue 512 */
  readonly memoryLimitInMb?: number;
  /** What is left of the invocation's time at first, in milliseconds; it runs down as time passes. @defaultValue 30,000 */
  readonly remainingMs?: number;
}
/**
 * Builds the second argument of a Lambda handler.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * await handler(buildKinesisEvent([{ data: { id: 7 } }]), buildInvocationContext({ remainingMs: 200 }));
 */
declare function buildInvocationContext(options?: InvocationContextOptions): TestInvocationContext;
/** The trace context a record came with; without a `traceparent` it has none. */
interface TestTraceContext {
  /** As `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly baggage?: string;
  /** When the put was made, in milliseconds since the epoch. @defaultValue 20 ms before the record arrived */
  readonly sentAtMs?: number;
  /** When the record's own context was bound, in milliseconds since the epoch. @defaultValue it was not */
  readonly createdAtMs?: number;
}
/** How a payload carries context: where its bytes say, or where its producer declared. */
type TestFormat = "auto" | "protobuf" | "envelope";
/** One record for a test: what the producer was given, and what it came with. */
interface TestRecord extends TestTraceContext {
  /** Bytes are taken as they are, text as UTF-8, anything else as JSON. */
  readonly data?: unknown;
  /** In place of `data`: user records that the KPL has put into one. A context is given to each of them. */
  readonly aggregate?: readonly unknown[];
  /** Compresses `data`, as a producer would. @defaultValue false */
  readonly gzip?: boolean;
  /**
   * What its producer declared the payload to be, `protobuf` with or without the frame of a schema registry. Without a
   * `traceparent` it makes no difference.
   * @defaultValue auto
   */
  readonly format?: TestFormat;
  /** Null as on a stream that distributes its records itself. @defaultValue `key-` and the record's place */
  readonly partitionKey?: string | null;
  /** When Kinesis took it, in milliseconds since the epoch. @defaultValue a millisecond after the one before */
  readonly arrivedAtMs?: number;
  /** @defaultValue one after that of the record before */
  readonly sequenceNumber?: string;
}
/** A record exactly as Lambda delivers it; fits `KinesisStreamRecord` of `@types/aws-lambda`. */
interface TestKinesisEventRecord {
  kinesis: {
    kinesisSchemaVersion: string;
    /** Null where the test asked for it, as Lambda's is on some streams; the type is the one of `@types/aws-lambda`. */
    partitionKey: string;
    /** 56 digits. */
    sequenceNumber: string;
    /** Base64. */
    data: string;
    /** Seconds since the epoch, with a fraction. */
    approximateArrivalTimestamp: number;
  };
  eventSource: string;
  eventVersion: string;
  /** `<shardId>:<sequenceNumber>`. */
  eventID: string;
  eventName: string;
  invokeIdentityArn: string;
  awsRegion: string;
  eventSourceARN: string;
}
/** An event exactly as Lambda delivers it; fits `KinesisStreamEvent` of `@types/aws-lambda`. */
interface TestKinesisEvent {
  Records: TestKinesisEventRecord[];
}
/** What the records of an event have in common. */
interface KinesisEventOptions {
  /** @defaultValue 'orders' */
  readonly streamName?: string;
  /** @defaultValue 'shardId-000000000000' */
  readonly shardId?: string;
  /** When Kinesis took the first record, in milliseconds since the epoch. @defaultValue now, less 100 ms */
  readonly arrivedAtMs?: number;
  /** @defaultValue a number of 56 digits, always the same */
  readonly firstSequenceNumber?: string;
}
/**
 * Builds the event of one invocation: records of one shard, in order, as Lambda delivers them.
 *
 * @throws KinesisOtelOptionError for what a record cannot be
 * @example
 * const event = buildKinesisEvent([{ data: { id: 7 }, traceparent }, { data: { id: 8 }, gzip: true }]);
 */
declare function buildKinesisEvent(records: readonly TestRecord[], options?: KinesisEventOptions): TestKinesisEvent;
/** What the events of a stream's shards have in common. */
interface KinesisEventsOptions extends Pick<KinesisEventOptions, "streamName" | "arrivedAtMs"> {
  /** 1 to 1,000. */
  readonly shards: number;
}
/**
 * Distributes records over shards as Kinesis does, by the MD5 of their partition keys, and builds one event for each
 * shard that got any: a batch never has records of two.
 *
 * @throws KinesisOtelOptionError for what a record cannot be, or a number of shards that is none
 * @example
 * for (const event of buildKinesisEvents(records, { shards: 4 })) await handler(event, buildInvocationContext());
 */
declare function buildKinesisEvents(records: readonly TestRecord[], { shards, ...common }: KinesisEventsOptions): readonly TestKinesisEvent[];
export { type InvocationContextOptions, type KinesisEventOptions, type KinesisEventsOptions, type TestFormat, type TestInvocationContext, type TestKinesisEvent, type TestKinesisEventRecord, type TestRecord, type TestTraceContext, buildInvocationContext, buildKinesisEvent, buildKinesisEvents };