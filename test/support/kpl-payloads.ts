import { aggregateOf, lengthField, numberField, tagField, userRecord, varint } from './protobuf-bytes.ts';

const keys = [lengthField(1, 'order-1'), lengthField(1, 'order-2')];
const records = [userRecord(0, '{"a":1}'), userRecord(1, '{"b":"é"}')];
const hashKeys = lengthField(2, '170141183460469231731687303715884105728');
const valid = aggregateOf(...keys, ...records);
const fixed64 = Buffer.concat([varint(9 * 8 + 1), Buffer.alloc(8, 7)]);
const fixed32 = Buffer.concat([varint(300 * 8 + 5), Buffer.alloc(4, 7)]);
const unknown = [numberField(14, 2 ** 40), lengthField(15, 'of a later version'), fixed64, fixed32];

/** Aggregates that carry context. */
export const kplPayloads: Readonly<Record<string, Buffer>> = {
  'a KPL aggregate': valid,
  'a KPL aggregate of one record': aggregateOf(...keys, userRecord(0, '{}')),
  'a KPL aggregate of 300 records': aggregateOf(
    ...keys,
    ...Array.from({ length: 300 }, (_, index) => userRecord(index % 2, `${'x'.repeat(index)}`)),
  ),
  'a KPL aggregate whose tables follow its records': aggregateOf(...records, ...keys),
  'a KPL aggregate with fields nobody knows': aggregateOf(
    ...keys,
    userRecord(0, '1', ...unknown),
    ...unknown,
    ...records,
  ),
  'a KPL aggregate with explicit hash keys': aggregateOf(
    ...keys,
    hashKeys,
    userRecord(0, '1', numberField(2, 0)),
    ...records,
  ),
  'a KPL aggregate whose record points beyond the table': aggregateOf(...keys, userRecord(7, '1'), ...records),
  'a KPL aggregate of a record without data': aggregateOf(...keys, userRecord(0, ''), lengthField(3)),
  'a KPL aggregate whose records have tags': aggregateOf(
    ...keys,
    userRecord(0, '1', tagField('env', 'prod'), tagField('env', 'test')),
    userRecord(1, '2', lengthField(4, lengthField(1, 'no value'))),
  ),
  'a KPL aggregate whose record has a tag without a key': aggregateOf(
    ...keys,
    userRecord(0, '1', lengthField(4)),
    ...records,
  ),
  'a KPL aggregate with a tag called _otel of the user’s own': aggregateOf(
    ...keys,
    userRecord(0, '1', tagField('_otel', '{"mine":true}')),
    userRecord(1, '2', tagField('_otel', '')),
  ),
  'a KPL aggregate whose record has a long number where a short one would do': aggregateOf(
    ...keys,
    lengthField(3, varint(8), varint(1, 2), lengthField(3, 'x')),
  ),
};

/** What begins as an aggregate and is none: one plain record, as the KCL treats it. */
export const invalidKplPayloads: Readonly<Record<string, Buffer>> = {
  'a KPL aggregate with a wrong checksum': Buffer.concat([
    valid.subarray(0, -1),
    Buffer.from([Number(valid.at(-1)) ^ 1]),
  ]),
  'a KPL aggregate that is cut off': valid.subarray(0, -5),
  'a KPL aggregate without a message': aggregateOf(),
  'the magic number of a KPL aggregate': valid.subarray(0, 4),
};

/** Aggregates with a right checksum whose bytes could not be given back, or that have no place for context. */
export const kplPayloadsNotRestorable: Readonly<Record<string, Buffer>> = {
  'a KPL aggregate of no records': aggregateOf(...keys),
  'a KPL aggregate with a longer length than it need have': aggregateOf(
    ...keys,
    Buffer.concat([varint(26), varint(9, 1), userRecord(0, '12345').subarray(2)]),
  ),
  'a KPL aggregate with a longer field number than it need have': aggregateOf(
    ...keys,
    Buffer.concat([varint(26, 1), userRecord(0, '12345').subarray(1)]),
  ),
  'a KPL aggregate whose record is not a message': aggregateOf(...keys, lengthField(3, 'no message')),
  'a KPL aggregate whose record is a number': aggregateOf(...keys, numberField(3, 5)),
  'a KPL aggregate that is not a message': aggregateOf(Buffer.from('no message at all')),
  'a KPL aggregate with a group': aggregateOf(...keys, Buffer.from([0x2b, 0x2c])),
  'a KPL aggregate with a field of number 0': aggregateOf(...keys, Buffer.from([0x00, 0x00])),
  'a KPL aggregate whose last field is cut off': aggregateOf(...keys, ...records, Buffer.from([0x1a, 0x7f])),
};
