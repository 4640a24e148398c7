import { aggregateFields, isAggregate, messageOf, recordFields, tagFields } from './aggregate.ts';
import { type ProtobufField, readFields, wireTypes } from './protobuf.ts';

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
  const fields = readFields(message, 0, message.length);
  if (fields === undefined) return undefined;
  const tables = { partitionKeys: [] as string[], hashKeys: [] as string[] };
  const records: ProtobufField[] = [];
  for (const field of fields) {
    const isKnown = field.number <= aggregateFields.records;
    if (isKnown && field.wireType !== wireTypes.lengthDelimited) return undefined;
    if (field.number === aggregateFields.partitionKeyTable) tables.partitionKeys.push(textOf(message, field));
    else if (field.number === aggregateFields.explicitHashKeyTable) tables.hashKeys.push(textOf(message, field));
    else if (field.number === aggregateFields.records) records.push(field);
  }
  const read: UserRecord[] = [];
  for (const field of records) {
    const record = readRecord(message, field, tables);
    if (record === undefined) return undefined;
    read.push(record);
  }
  return read;
}

interface KeyTables {
  readonly partitionKeys: readonly string[];
  readonly hashKeys: readonly string[];
}

function readRecord(
  message: Uint8Array,
  { valueStart, end }: ProtobufField,
  tables: KeyTables,
): UserRecord | undefined {
  const fields = readFields(message, valueStart, end);
  if (fields === undefined) return undefined;
  let partitionKey: string | undefined;
  let explicitHashKey: string | undefined;
  let data: Uint8Array | undefined;
  const tags: Tag[] = [];
  for (const field of fields) {
    if (field.number > recordFields.tags) continue;
    const isIndex = field.number <= recordFields.explicitHashKeyIndex;
    if (field.wireType !== (isIndex ? wireTypes.varint : wireTypes.lengthDelimited)) return undefined;
    if (field.number === recordFields.partitionKeyIndex) {
      partitionKey = tables.partitionKeys[field.varint];
      if (partitionKey === undefined) return undefined;
    } else if (field.number === recordFields.explicitHashKeyIndex) {
      explicitHashKey = tables.hashKeys[field.varint];
      if (explicitHashKey === undefined) return undefined;
    } else if (field.number === recordFields.data) data = message.subarray(field.valueStart, field.end);
    else {
      const tag = readTag(message, field);
      if (tag === undefined) return undefined;
      tags.push(tag);
    }
  }
  if (partitionKey === undefined || data === undefined) return undefined;
  return { partitionKey, explicitHashKey, data, tags };
}

/** Reads one tag; undefined where it is malformed or has no key. */
export function readTag(message: Uint8Array, { valueStart, end }: ProtobufField): Tag | undefined {
  let key: string | undefined;
  let value = '';
  for (const field of readFields(message, valueStart, end) ?? []) {
    if (field.wireType !== wireTypes.lengthDelimited) continue;
    if (field.number === tagFields.key) key = textOf(message, field);
    else if (field.number === tagFields.value) value = textOf(message, field);
  }
  return key === undefined ? undefined : { key, value };
}

function textOf(message: Uint8Array, { valueStart, end }: ProtobufField): string {
  return Buffer.from(message.buffer, message.byteOffset + valueStart, end - valueStart).toString('utf8');
}
