import type { ReadRecord } from './read-record.ts';

/** How a payload is given to the user's function: parsed JSON, UTF-8 text, or bytes. */
export type Decode = 'json' | 'text' | 'bytes';

/** One record as the user's function gets it. */
export interface KinesisRecord<Data = unknown> {
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

/** Decodes a record. Throws what `JSON.parse` throws for a payload that is not JSON. */
export function decodeRecord(record: ReadRecord, streamName: string, decode: Decode): KinesisRecord {
  return {
    data: decodeData(record.cleanData, decode),
    partitionKey: record.source.kinesis.partitionKey ?? null,
    sequenceNumber: record.sequenceNumber,
    shardId: record.shardId,
    streamName,
    arrivedAtMs: record.arrivedAtMs,
  };
}

function decodeData(base64: string, decode: Decode): unknown {
  const bytes = Buffer.from(base64, 'base64');
  if (decode === 'bytes') return bytes;
  const text = bytes.toString('utf8');
  return decode === 'text' ? text : JSON.parse(text);
}
