import { aggregateFields, isAggregate, messageOf, recordFields, tagFields } from './aggregate.ts';
import { type FieldSlot, fieldSlot, type ProtobufField, readField, readFields, wireTypes } from './protobuf.ts';

/** One user record of an aggregate. */
export interface UserRecord {
  readonly partitionKey: string;
  /** Undefined where the record was placed by its partition key. */
  readonly explicitHashKey: string | undefined;
  /** A view of the aggregate's bytes, not a copy. */
  readonly data: Uint8Array;
  /** In order; a key may come twice. */
  readonly tags: readonly Tag[];
}

/** A key and a value beside a user record's data. The KPL writes none, and other readers ignore them. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * Reads an aggregated record. Undefined where the payload is none, or where anything in it is not as the format says:
 * then the record is one plain record, as the KCL treats it. Fields the format does not know are passed over.
 */
export function readAggregate(payload: Uint8Array): readonly UserRecord[] | undefined {
  if (!isAggregate(payload)) return undefined;
  const message = messageOf(payload);
  const keys = { partitionKeys: [] as string[], hashKeys: [] as string[] };
  /** Where each record begins and ends; the tables may follow them. */
  const places: number[] = [];
  const field = fieldSlot();
  for (let at = 0; at < message.length; at = field.end) {
    if (!readField(message, at, message.length, field)) return undefined;
    if (field.number > aggregateFields.records) continue;
    if (field.wireType !== wireTypes.lengthDelimited) return undefined;
    if (field.number === aggregateFields.records) places.push(field.valueStart, field.end);
    else if (field.number === aggregateFields.partitionKeyTable) keys.partitionKeys.push(textOf(message, field));
    else keys.hashKeys.push(textOf(message, field));
  }
  const records: UserRecord[] = [];
  for (let index = 0; index < places.length; index += 2) {
    const record = readRecord(message, places[index] ?? 0, places[index + 1] ?? 0, keys, field);
    if (record === undefined) return undefined;
    records.push(record);
  }
  return records;
}

interface KeyTables {
  readonly partitionKeys: readonly string[];
  readonly hashKeys: readonly string[];
}

function readRecord(
  message: Buffer,
  from: number,
  to: number,
  keys: KeyTables,
  field: FieldSlot,
): UserRecord | undefined {
  let partitionKey: string | undefined;
  let explicitHashKey: string | undefined;
  let data: Uint8Array | undefined;
  let tags: readonly Tag[] = noTags;
  for (let at = from; at < to; at = field.end) {
    if (!readField(message, at, to, field)) return undefined;
    if (field.number > recordFields.tags) continue;
    const isIndex = field.number <= recordFields.explicitHashKeyIndex;
    if (field.wireType !== (isIndex ? wireTypes.varint : wireTypes.lengthDelimited)) return undefined;
    if (field.number === recordFields.partitionKeyIndex) {
      partitionKey = keys.partitionKeys[field.varint];
      if (partitionKey === undefined) return undefined;
    } else if (field.number === recordFields.explicitHashKeyIndex) {
      explicitHashKey = keys.hashKeys[field.varint];
      if (explicitHashKey === undefined) return undefined;
    } else if (field.number === recordFields.data) data = message.subarray(field.valueStart, field.end);
    else {
      const tag = readTag(message, field);
      if (tag === undefined) return undefined;
      tags = [...tags, tag];
    }
  }
  if (partitionKey === undefined || data === undefined) return undefined;
  return { partitionKey, explicitHashKey, data, tags };
}

const noTags: readonly Tag[] = [];

/** Reads one tag; undefined where it is malformed or has no key. */
export function readTag(message: Buffer, { valueStart, end }: ProtobufField): Tag | undefined {
  let key: string | undefined;
  let value = '';
  for (const field of readFields(message, valueStart, end) ?? []) {
    if (field.wireType !== wireTypes.lengthDelimited) continue;
    if (field.number === tagFields.key) key = textOf(message, field);
    else if (field.number === tagFields.value) value = textOf(message, field);
  }
  return key === undefined ? undefined : { key, value };
}

function textOf(message: Buffer, { valueStart, end }: ProtobufField): string {
  return message.toString('utf8', valueStart, end);
}
