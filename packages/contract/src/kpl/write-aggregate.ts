import { aggregateFields, recordFields, sealAggregate, tagFields } from './aggregate.ts';
import { fieldHead, varintLength, wireTypes, writeVarint } from './protobuf.ts';
import type { UserRecord } from './read-aggregate.ts';

/** Writes user records as one aggregated record, their keys in tables without repetition, as the KPL does. */
export function writeAggregate(records: readonly UserRecord[]): Uint8Array {
  const partitionKeys = createKeyTable();
  const hashKeys = createKeyTable();
  const written = records.map(({ partitionKey, explicitHashKey, data, tags }) =>
    Buffer.concat([
      varintField(recordFields.partitionKeyIndex, partitionKeys.indexOf(partitionKey)),
      ...(explicitHashKey === undefined
        ? []
        : [varintField(recordFields.explicitHashKeyIndex, hashKeys.indexOf(explicitHashKey))]),
      bytesField(recordFields.data, data),
      ...tags.map(({ key, value }) => writeTag(key, value)),
    ]),
  );
  return sealAggregate(
    Buffer.concat([
      ...partitionKeys.keys().map((key) => bytesField(aggregateFields.partitionKeyTable, Buffer.from(key))),
      ...hashKeys.keys().map((key) => bytesField(aggregateFields.explicitHashKeyTable, Buffer.from(key))),
      ...written.map((record) => bytesField(aggregateFields.records, record)),
    ]),
  );
}

/** Writes one tag as a field of a `Record`. */
export function writeTag(key: string, value: string): Uint8Array {
  const fields = [bytesField(tagFields.key, Buffer.from(key)), bytesField(tagFields.value, Buffer.from(value))];
  return bytesField(recordFields.tags, Buffer.concat(fields));
}

/** Writes a length-delimited field: its tag, its length, its bytes. */
function bytesField(number: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([fieldHead(number, value.length), value]);
}

function varintField(number: number, value: number): Uint8Array {
  const tag = number * 8 + wireTypes.varint;
  const field = Buffer.allocUnsafe(varintLength(tag) + varintLength(value));
  writeVarint(field, writeVarint(field, 0, tag), value);
  return field;
}

interface KeyTable {
  readonly indexOf: (key: string) => number;
  readonly keys: () => readonly string[];
}

function createKeyTable(): KeyTable {
  const indexes = new Map<string, number>();
  return {
    indexOf: (key) => {
      const known = indexes.get(key) ?? indexes.size;
      indexes.set(key, known);
      return known;
    },
    keys: () => [...indexes.keys()],
  };
}
