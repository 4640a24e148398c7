import { shardIdFromEventId, streamNameFromArn } from '@kinesis-otel/contract';

/** One record of a Lambda Kinesis event. Structural, so that nobody needs `@types/aws-lambda` for our sake. */
export interface KinesisEventRecord {
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
export interface KinesisEvent {
  readonly Records: readonly KinesisEventRecord[];
  readonly window?: { readonly start: string; readonly end: string };
  readonly state?: object;
  readonly shardId?: string;
  readonly eventSourceARN?: string;
  readonly isFinalInvokeForWindow?: boolean;
  readonly isWindowTerminatedEarly?: boolean;
}

/** The records of one invocation: one shard of one stream, in order. */
export interface KinesisBatch {
  readonly streamName: string;
  /** Undefined where the event does not say, as an empty one. */
  readonly shardId: string | undefined;
  readonly records: readonly KinesisEventRecord[];
  /** The mapping has tumbling windows: a response must have `state`. */
  readonly isWindowed: boolean;
}

/** Reads an event as a batch of Kinesis records; undefined where it is something else. */
export function readKinesisBatch(event: unknown): KinesisBatch | undefined {
  const { Records: records, ...rest } = (event ?? {}) as Partial<KinesisEvent>;
  if (!Array.isArray(records) || !records.every(isKinesisRecord)) return undefined;
  const [first] = records;
  return {
    // A window's last event has no records, and says itself whose it is.
    streamName: streamNameFromArn(first?.eventSourceARN ?? rest.eventSourceARN ?? '') ?? 'unknown',
    shardId: first === undefined ? rest.shardId : shardIdFromEventId(first.eventID),
    records,
    isWindowed: typeof rest.window === 'object' && rest.window !== null,
  };
}

function isKinesisRecord(record: unknown): record is KinesisEventRecord {
  const { kinesis, eventID } = (record ?? {}) as Partial<KinesisEventRecord>;
  return typeof kinesis?.data === 'string' && typeof kinesis.sequenceNumber === 'string' && typeof eventID === 'string';
}
