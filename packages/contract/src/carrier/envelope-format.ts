import { aggregateFields, aggregateMagic, recordFields, sealAggregate } from '../kpl/aggregate.ts';
import { fieldHead, type ProtobufField, readFields } from '../kpl/protobuf.ts';
import { readTag } from '../kpl/read-aggregate.ts';
import { writeTag } from '../kpl/write-aggregate.ts';
import { rememberLast } from '../remember-last.ts';
import type { Carrier } from './carrier.ts';
import type { FoundCarrier } from './carrier-format.ts';
import { readCarrierObject, writeMembers } from './carrier-members.ts';

/** The keys that a record is put with, which the record inside gets too, so that it belongs to the same shard. */
export interface EnvelopeKeys {
  readonly partitionKey: string;
  readonly explicitHashKey: string | undefined;
}

/** Not the key that an aggregate's own records carry with: an aggregate of one record that the user made stays one. */
const tagKey = '_otelEnvelope';

/** The tag of an envelope. The records of a call carry the same, so it is made once for them. */
const tagOf = rememberLast((carrier: Carrier) => writeTag(tagKey, `{${writeMembers(carrier)}}`));

/** Fields of a user record: its partition key is number 0, and so is its explicit hash key. */
const keyIndex = Buffer.of(recordFields.partitionKeyIndex * 8, 0);
const bothIndexes = Buffer.of(recordFields.partitionKeyIndex * 8, 0, recordFields.explicitHashKeyIndex * 8, 0);

/**
 * Puts a payload, whatever it is, into an aggregated record of the KPL as its only user record, with the carrier in a
 * tag. The KCL and Firehose take it out again; a reader that takes no aggregates apart sees binary data.
 */
export function writeEnvelope(payload: Uint8Array, carrier: Carrier, keys: EnvelopeKeys): Uint8Array {
  const { partitionKey, explicitHashKey } = keys;
  const tag = tagOf(carrier);
  const indexes = explicitHashKey === undefined ? keyIndex : bothIndexes;
  const dataHead = fieldHead(recordFields.data, payload.length);
  const recordBytes = indexes.length + dataHead.length + payload.length + tag.length;
  const hashKeys =
    explicitHashKey === undefined ? [] : textField(aggregateFields.explicitHashKeyTable, explicitHashKey);
  return sealAggregate(
    ...textField(aggregateFields.partitionKeyTable, partitionKey),
    ...hashKeys,
    fieldHead(aggregateFields.records, recordBytes),
    indexes,
    dataHead,
    payload,
    tag,
  );
}

function textField(number: number, text: string): readonly Uint8Array[] {
  const value = Buffer.from(text);
  return [fieldHead(number, value.length), value];
}

/**
 * Reads an aggregate's message as an envelope: just what `writeEnvelope` writes, and nothing beside it, which taking the
 * payload out would lose. Undefined for every other aggregate.
 */
export function findEnvelope(message: Buffer): FoundCarrier | undefined {
  const outer = readFields(message, 0, message.length, 3);
  const record = outer?.at(-1);
  if (outer === undefined || record === undefined) return undefined;
  const inner = readFields(message, record.valueStart, record.end, 4);
  if (inner === undefined || !layouts.includes(`${layoutOf(outer)}/${layoutOf(inner)}`)) return undefined;
  const [data, tagField] = inner.slice(-2) as [ProtobufField, ProtobufField];
  const tag = readTag(message, tagField);
  const carrier = tag?.key === tagKey ? readTagCarrier(tag.value) : undefined;
  if (carrier === undefined) return undefined;
  const before = aggregateMagic.length;
  return {
    outcome: 'extracted',
    carriers: [carrier],
    restoration: { from: before + data.valueStart, to: before + data.end },
    declared: 'envelope',
  };
}

const readTagCarrier = rememberLast(readCarrierObject);

/** Number, wire type, and value where it is a number, of each field: without an explicit hash key, and with one. */
const layouts: readonly string[] = ['1:2 3:2/1:0=0 3:2 4:2', '1:2 2:2 3:2/1:0=0 2:0=0 3:2 4:2'];

function layoutOf(fields: readonly ProtobufField[]): string {
  return fields
    .map(({ number, wireType, varint }) => `${number}:${wireType}${wireType === 0 ? `=${varint}` : ''}`)
    .join(' ');
}
