import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFields, varintLength, writeVarint } from '../../../packages/contract/src/kpl/protobuf.ts';
import { lengthField, numberField, varint } from '../../support/protobuf-bytes.ts';

const test = suite('contract / kpl / protobuf');

function read(bytes: Uint8Array) {
  return readFields(bytes, 0, bytes.length);
}

test('reads every wire type, and where each field lies', () => {
  const fixed64 = Buffer.concat([varint(5 * 8 + 1), Buffer.alloc(8)]);
  const fixed32 = Buffer.concat([varint(6 * 8 + 5), Buffer.alloc(4)]);
  const bytes = Buffer.concat([numberField(1, 300), lengthField(2, 'abc'), fixed64, fixed32]);

  const fields = read(bytes);

  assert.equal(fields, [
    { number: 1, wireType: 0, start: 0, valueStart: 1, varint: 300, end: 3 },
    { number: 2, wireType: 2, start: 3, valueStart: 5, varint: 0, end: 8 },
    { number: 5, wireType: 1, start: 8, valueStart: 9, varint: 0, end: 17 },
    { number: 6, wireType: 5, start: 17, valueStart: 18, varint: 0, end: 22 },
  ]);
});

test('nothing is a message without fields', () => {
  assert.equal(read(Buffer.alloc(0)), []);
});

test('reads what lies between two positions, and no further', () => {
  const bytes = Buffer.concat([Buffer.from([0xff]), numberField(1, 5), Buffer.from([0xff])]);

  assert.is(readFields(bytes, 1, 3)?.[0]?.varint, 5);
  assert.is(readFields(bytes, 1, 4), undefined);
});

const malformed: Readonly<Record<string, Buffer>> = {
  'a field without a value': varint(8),
  'a varint that is cut off': Buffer.from([8, 0x80]),
  'a varint of eleven bytes': Buffer.concat([varint(8), varint(1, 10)]),
  'a number beyond 2^53': Buffer.concat([varint(8), Buffer.from('ffffffffffffffffff01', 'hex')]),
  'a length beyond the end': lengthField(1, 'abc').subarray(0, -1),
  'eight bytes that are seven': Buffer.concat([varint(9), Buffer.alloc(7)]),
  'four bytes that are three': Buffer.concat([varint(13), Buffer.alloc(3)]),
  'a group': Buffer.from([0x0b, 0x0c]),
  'the wire type 6': Buffer.from([0x0e, 0]),
  'the field number 0': Buffer.from([0, 0]),
};

for (const [what, bytes] of Object.entries(malformed)) {
  test(`${what} is malformed`, () => {
    assert.is(read(bytes), undefined);
  });
}

for (const value of [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
  test(`writes ${value} in as few bytes as there can be, and reads it back`, () => {
    const bytes = Buffer.alloc(varintLength(value));

    const end = writeVarint(bytes, 0, value);

    assert.is(end, bytes.length);
    assert.ok(bytes.equals(varint(value)));
    assert.is(read(Buffer.concat([varint(8), bytes]))?.[0]?.varint, value);
  });
}

test('a number written longer than it need be is read all the same', () => {
  const fields = read(Buffer.concat([varint(8, 2), varint(5, 3)]));

  assert.equal([fields?.[0]?.number, fields?.[0]?.varint], [1, 5]);
});

test.run();
