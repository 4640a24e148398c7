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

/** A Lambda Kinesis event. */
export interface KinesisEvent {
  readonly Records: readonly KinesisEventRecord[];
}

/** One record of a batch, its times in milliseconds since the epoch. */
export interface BatchRecord {
  /** The record as Lambda gave it. */
  readonly source: KinesisEventRecord;
  readonly sequenceNumber: string;
  readonly shardId: string;
  readonly arrivedAtMs: number;
}

/** The records of one invocation: one shard of one stream, in order. */
export interface KinesisBatch {
  readonly streamName: string;
  readonly records: readonly BatchRecord[];
}

/** Reads an event as a batch of Kinesis records; undefined where it is something else. */
export function readKinesisBatch(event: unknown): KinesisBatch | undefined {
  const records = (event as Partial<KinesisEvent> | null | undefined)?.Records;
  if (!Array.isArray(records) || !records.every(isKinesisRecord)) return undefined;
  const streamName = streamNameFromArn(records[0]?.eventSourceARN ?? '') ?? 'unknown';
  return { streamName, records: records.map(readBatchRecord) };
}

function isKinesisRecord(record: unknown): record is KinesisEventRecord {
  const { kinesis, eventID } = (record ?? {}) as Partial<KinesisEventRecord>;
  return typeof kinesis?.data === 'string' && typeof kinesis.sequenceNumber === 'string' && typeof eventID === 'string';
}

function readBatchRecord(source: KinesisEventRecord): BatchRecord {
  return {
    source,
    sequenceNumber: source.kinesis.sequenceNumber,
    shardId: shardIdFromEventId(source.eventID),
    arrivedAtMs: source.kinesis.approximateArrivalTimestamp * 1_000,
  };
}
