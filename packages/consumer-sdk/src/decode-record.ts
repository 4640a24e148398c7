import { restoreBytes } from '@kinesis-otel/contract';
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

/** A payload that is not what the handler was told to expect. It says which record it is, and nothing of what it holds. */
class UndecodableRecord extends Error {
  override readonly name = 'UndecodableRecord';
}

/** Decodes a record. @throws UndecodableRecord for a payload that is not JSON */
export function decodeRecord(record: ReadRecord, streamName: string, decode: Decode): KinesisRecord {
  return {
    data: decodeData(record, decode),
    partitionKey: record.source.kinesis.partitionKey ?? null,
    sequenceNumber: record.sequenceNumber,
    shardId: record.shardId,
    streamName,
    arrivedAtMs: record.arrivedAtMs,
  };
}

function decodeData({ source, restoration }: ReadRecord, decode: Decode): unknown {
  const decoded = Buffer.from(source.kinesis.data, 'base64');
  const bytes = restoration === undefined ? decoded : asBuffer(restoreBytes(decoded, restoration));
  if (decode === 'bytes') return bytes;
  const text = bytes.toString('utf8');
  return decode === 'text' ? text : parseJson(text, source.kinesis.sequenceNumber);
}

/** What `JSON.parse` throws quotes the payload, which must not get into spans and logs by way of its message. */
function parseJson(text: string, sequenceNumber: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UndecodableRecord(`The payload of record ${sequenceNumber} is not JSON.`);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
