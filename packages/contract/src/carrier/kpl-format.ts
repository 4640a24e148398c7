import {
  aggregateMagic,
  isAggregate,
  messageOf,
  recordFields,
  recordFieldsOf,
  sealAggregate,
} from '../kpl/aggregate.ts';
import { type ProtobufField, readFields, varintLength, wireTypes } from '../kpl/protobuf.ts';
import { readTag } from '../kpl/read-aggregate.ts';
import { type RecordChange, rewriteRecords } from '../kpl/rewrite-records.ts';
import { writeTag } from '../kpl/write-aggregate.ts';
import { rememberLast } from '../remember-last.ts';
import type { Carrier } from './carrier.ts';
import { type FindResult, missing, type WholeFormat } from './carrier-format.ts';
import { readCarrierObject, writeMembers } from './carrier-members.ts';
import { findEnvelope } from './envelope-format.ts';

const tagKey = '_otel';

/**
 * An aggregated record of the Kinesis Producer Library carries context in a tag of each of its user records, which the
 * KCL and the deaggregators of AWS declare and ignore. The checksum is made anew.
 *
 * The tag comes last in its record, so taking it out gives the aggregate back byte for byte; one whose lengths are not
 * written the shortest way could not be given back so, and carries nothing.
 */
export const kplFormat: WholeFormat = {
  name: 'kpl',
  signature: aggregateMagic,
  needsWhole: true,

  recognises: isAggregate,

  write(payload: Uint8Array, carrier: Carrier): Uint8Array | undefined {
    const message = messageOf(payload);
    const records = recordFieldsOf(message);
    if (records === undefined || records.length === 0 || !records.every((field) => isRewritable(message, field)))
      return undefined;
    const tag = writeTag(tagKey, `{${writeMembers(carrier)}}`);
    const changes = records.map((record) => ({ record, keptTo: record.end, added: tag }));
    return sealAggregate(rewriteRecords(message, changes));
  },

  find(payload: Uint8Array): FindResult {
    if (!isAggregate(payload)) return missing;
    const message = messageOf(payload);
    const envelope = findEnvelope(message);
    if (envelope !== undefined) return envelope;
    const found = (recordFieldsOf(message) ?? []).map((field) => findTag(message, field));
    const tagged = found.filter((each) => each !== undefined);
    if (tagged.length === 0) return missing;
    const whole = (): Uint8Array => sealAggregate(rewriteRecords(message, tagged.map(withoutTag)));
    return { outcome: 'extracted', carriers: found.map((each) => each?.carrier), restoration: { whole } };
  },
};

interface FoundTag {
  readonly carrier: Carrier;
  readonly record: ProtobufField;
  /** Bytes of the tag's field, which ends the record. */
  readonly length: number;
}

function findTag(message: Buffer, record: ProtobufField): FoundTag | undefined {
  if (!hasShortestHead(record)) return undefined;
  const last = readFields(message, record.valueStart, record.end)?.at(-1);
  if (last?.number !== recordFields.tags || last.wireType !== wireTypes.lengthDelimited) return undefined;
  const tag = readTag(message, last);
  const carrier = tag?.key === tagKey ? readTagCarrier(tag.value) : undefined;
  return carrier && { carrier, record, length: last.end - last.start };
}

/** All that one put call stamped carry the same. */
const readTagCarrier = rememberLast(readCarrierObject);

function withoutTag({ record, length }: FoundTag): RecordChange {
  return { record, keptTo: record.end - length, added: nothing };
}

const nothing = new Uint8Array();

/** Whether the record is well-formed, and its field what writing it again would make of it. */
function isRewritable(message: Uint8Array, record: ProtobufField): boolean {
  return hasShortestHead(record) && readFields(message, record.valueStart, record.end) !== undefined;
}

/** Whether the field's number and length are written in as few bytes as they can be. */
function hasShortestHead({ start, valueStart, end }: ProtobufField): boolean {
  return valueStart - start === 1 + varintLength(end - valueStart);
}
