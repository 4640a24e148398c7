import { gunzipSync } from 'node:zlib';
import { restoreBytes } from '@kinesis-otel/contract';
import { partitionKeyOf } from './partition-key.ts';
import { type ReadRecord, shardIdOf } from './read-record.ts';
import { UndecodableRecord } from './undecodable-record.ts';

/** How a payload is given to the user's function: parsed JSON, UTF-8 text, or bytes. */
export type Decode = 'json' | 'text' | 'bytes';

/** One record as the user's function gets it; of an aggregate of the KPL, one of its user records. */
export interface KinesisRecord<Data = unknown> {
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

/** How a handler's records are decoded. */
export interface DecodeRules {
  readonly decode: Decode;
  /** Bytes a compressed payload may inflate to; 0 leaves it as it is. */
  readonly maxInflatedBytes: number;
}

/** A record with its payload's bytes, as the producer was given them. */
export function recordOfBytes(record: ReadRecord, streamName: string): KinesisRecord<Buffer> {
  return {
    data: bytesOf(record),
    partitionKey: partitionKeyOf(record),
    sequenceNumber: record.sequenceNumber,
    subSequenceNumber: record.aggregated?.subSequenceNumber,
    shardId: shardIdOf(record),
    streamName,
    arrivedAtMs: record.arrivedAtMs,
  };
}

/** Decodes a payload. @throws UndecodableRecord for one that is not JSON, or too large, or not what it says it is */
export function decodeData(bytes: Buffer, { decode, maxInflatedBytes }: DecodeRules): unknown {
  if (decode === 'bytes') return bytes;
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b && maxInflatedBytes > 0;
  const text = (isCompressed ? inflate(bytes, maxInflatedBytes) : bytes).toString('utf8');
  return decode === 'text' ? text : parseJson(text);
}

function bytesOf({ source, restoration, aggregated }: ReadRecord): Buffer {
  if (aggregated !== undefined) return asBuffer(aggregated.userRecord.data);
  const decoded = Buffer.from(source.kinesis.data, 'base64');
  return restoration === undefined ? decoded : asBuffer(restoreBytes(decoded, restoration));
}

function inflate(bytes: Buffer, maxInflatedBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxInflatedBytes });
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new UndecodableRecord(
      isTooLarge ? `inflates to more than ${maxInflatedBytes} bytes` : 'is no whole gzip stream',
    );
  }
}

/** What `JSON.parse` throws quotes the payload, which must not get into spans and logs by way of its message. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UndecodableRecord('is not JSON');
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
