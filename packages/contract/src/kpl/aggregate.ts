import { hash } from 'node:crypto';
import { type ProtobufField, readFields, wireTypes } from './protobuf.ts';

/**
 * The KPL's aggregated record
 * (https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md): magic number, a protobuf
 * message `AggregatedRecord`, and the MD5 of that message.
 */
export const aggregateMagic: Uint8Array = Uint8Array.of(0xf3, 0x89, 0x9a, 0xc2);

const md5Bytes = 16;

/** Field numbers of the messages in the format's `messages.proto`. */
export const aggregateFields = { partitionKeyTable: 1, explicitHashKeyTable: 2, records: 3 } as const;
export const recordFields = { partitionKeyIndex: 1, explicitHashKeyIndex: 2, data: 3, tags: 4 } as const;
export const tagFields = { key: 1, value: 2 } as const;

/** True for an aggregated record whose checksum is right. Without the magic number nothing is hashed. */
export function isAggregate(payload: Uint8Array): boolean {
  if (payload.length <= aggregateMagic.length + md5Bytes) return false;
  for (let at = 0; at < aggregateMagic.length; at++) if (payload[at] !== aggregateMagic[at]) return false;
  const message = messageOf(payload);
  return Buffer.compare(md5(message), payload.subarray(payload.length - md5Bytes)) === 0;
}

/** The protobuf message of an aggregate, without copying it. */
export function messageOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset + aggregateMagic.length, length - aggregateMagic.length - md5Bytes);
}

/** Puts the magic number before a message, which may come in parts, and its checksum behind it. */
export function sealAggregate(...parts: readonly Uint8Array[]): Uint8Array {
  const aggregate = Buffer.concat([aggregateMagic, ...parts, roomForMd5]);
  aggregate.set(md5(messageOf(aggregate)), aggregate.length - md5Bytes);
  return aggregate;
}

const roomForMd5 = new Uint8Array(md5Bytes);

/** The fields of a message's `records`, as they stand in the aggregate; undefined where the message is malformed. */
export function recordFieldsOf(message: Uint8Array): ProtobufField[] | undefined {
  const fields = readFields(message, 0, message.length);
  const records = fields?.filter(({ number }) => number === aggregateFields.records);
  return records?.every(({ wireType }) => wireType === wireTypes.lengthDelimited) ? records : undefined;
}

function md5(message: Uint8Array): Buffer {
  return hash('md5', message, 'buffer');
}
