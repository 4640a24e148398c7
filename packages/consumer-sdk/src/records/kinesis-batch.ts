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
  /** Of the records' data, as they lay in the stream. */
  readonly dataBytes: number;
  /** The mapping has tumbling windows: a response must have `state`. */
  readonly isWindowed: boolean;
}

/** Reads an event as a batch of Kinesis records; undefined where it is something else. */
export function readKinesisBatch(event: unknown): KinesisBatch | undefined {
  const { Records: records, ...rest } = (event ?? {}) as Partial<KinesisEvent>;
  const dataBytes = Array.isArray(records) ? dataBytesOf(records) : undefined;
  if (records === undefined || dataBytes === undefined) return undefined;
  const [first] = records;
  return {
    // A window's last event has no records, and says itself whose it is.
    streamName: streamNameFromArn(first?.eventSourceARN ?? rest.eventSourceARN ?? '') ?? 'unknown',
    shardId: first === undefined ? rest.shardId : shardIdFromEventId(first.eventID),
    records,
    dataBytes,
    isWindowed: typeof rest.window === 'object' && rest.window !== null,
  };
}

/** Undefined where one of them is no Kinesis record. */
function dataBytesOf(records: readonly unknown[]): number | undefined {
  let bytes = 0;
  for (let index = 0; index < records.length; index++) {
    const record = records[index];
    if (!isKinesisRecord(record)) return undefined;
    bytes += decodedLength(record.kinesis.data);
  }
  return bytes;
}

const paddingCode = '='.charCodeAt(0);

/** Base64 has 4 characters for 3 bytes. */
function decodedLength(base64: string): number {
  const { length } = base64;
  if (length === 0 || base64.charCodeAt(length - 1) !== paddingCode) return (length / 4) * 3;
  return (length / 4) * 3 - (base64.charCodeAt(length - 2) === paddingCode ? 2 : 1);
}

function isKinesisRecord(record: unknown): record is KinesisEventRecord {
  const { kinesis, eventID } = (record ?? {}) as Partial<KinesisEventRecord>;
  return typeof kinesis?.data === 'string' && typeof kinesis.sequenceNumber === 'string' && typeof eventID === 'string';
}
