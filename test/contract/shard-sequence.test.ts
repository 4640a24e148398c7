import { isSequenceNumber, lowerSequenceNumber, shardIdFromEventId } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / shard-sequence');

test('the shard is what stands before the colon of an event id', () => {
  const shardId = shardIdFromEventId('shardId-000000000006:49590338271490256608559692538361571095921575989136588898');

  assert.is(shardId, 'shardId-000000000006');
});

test('an event id without a colon is taken as it stands', () => {
  const shardId = shardIdFromEventId('shardId-000000000006');

  assert.is(shardId, 'shardId-000000000006');
});

const first = '49590338271490256608559692538361571095921575989136588898';
const second = '49590338271490256608559692538361571095921575989136588899';
const pairs: readonly (readonly [what: string, left: string, right: string, lower: string])[] = [
  ['of two that differ in the 56th digit', first, second, first],
  ['of the same two the other way round', second, first, first],
  ['of two whose order as text is another', '9', '10', '9'],
  ['of two whose order as text is another, the other way round', '10', '9', '9'],
  ['of two equal ones', first, first, first],
];

for (const [what, left, right, lower] of pairs) {
  test(`finds the lower ${what}`, () => {
    const found = lowerSequenceNumber(left, right);

    assert.is(found, lower);
  });
}

for (const value of ['0', first, '1'.repeat(128)]) {
  test(`${value.length} digits are a sequence number`, () => {
    const isOne = isSequenceNumber(value);

    assert.is(isOne, true);
  });
}

for (const value of ['', ' 1', '-1', '1.0', '0x1', 'abc', '1'.repeat(129), 1, 1n, null, undefined, {}]) {
  test(`${typeof value} '${String(value).slice(0, 10)}' is no sequence number`, () => {
    const isOne = isSequenceNumber(value);

    assert.is(isOne, false);
  });
}

test.run();
