import { kplFormat, readAggregate, writeEnvelope } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { otherPayloads } from '../support/other-payloads.ts';
import { aggregateOf, lengthField, numberField, tagField, userRecord, varint } from '../support/protobuf-bytes.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / envelope-format');

const text = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';
const keys = { partitionKey: 'order-42', explicitHashKey: undefined };
const hashKey = '340282366920938463463374607431768211455';
const ourTag = tagField('_otelEnvelope', text);
const key = lengthField(1, 'order-42');

test('it is an aggregate of one record with the record’s own keys, and the carrier in a tag', () => {
  const envelope = writeEnvelope(Buffer.from('hello'), sampleCarrier, keys);

  assert.ok(aggregateOf(key, userRecord(0, 'hello', ourTag)).equals(envelope));
});

test('an explicit hash key is the inner record’s too, so that both belong to one shard', () => {
  const envelope = writeEnvelope(Buffer.from('hello'), sampleCarrier, { ...keys, explicitHashKey: hashKey });

  const record = lengthField(3, numberField(1, 0), numberField(2, 0), lengthField(3, 'hello'), ourTag);
  assert.ok(aggregateOf(key, lengthField(2, hashKey), record).equals(envelope));
});

for (const [what, payload] of Object.entries(otherPayloads)) {
  test(`${what} comes back byte for byte, with an explicit hash key and without`, () => {
    for (const explicitHashKey of [undefined, hashKey]) {
      const before = Buffer.from(payload);

      const envelope = writeEnvelope(payload, sampleCarrier, { partitionKey: 'café', explicitHashKey });
      const read = readBothWays(envelope);

      assert.ok(before.equals(payload), 'the input is as it was');
      assert.equal(read.carriers, [sampleCarrier]);
      assert.ok(read.payload.equals(payload));
      const users = readAggregate(envelope);
      assert.is(users?.length, 1);
      assert.equal([users?.[0]?.partitionKey, users?.[0]?.explicitHashKey], ['café', explicitHashKey]);
    }
  });
}

test('a payload of any length comes back', () => {
  for (let length = 0; length < 300; length++) {
    const payload = Buffer.alloc(length, 0xfe);

    const read = readBothWays(writeEnvelope(payload, sampleCarrier, keys));

    assert.ok(read.payload.equals(payload), String(length));
  }
});

const notOurs: Readonly<Record<string, Buffer>> = {
  'an aggregate of one record': aggregateOf(key, userRecord(0, '1')),
  'an aggregate of one record with a tag': aggregateOf(key, userRecord(0, '1', tagField('env', 'prod'))),
  'a tag that is no carrier': aggregateOf(key, userRecord(0, '1', tagField('_otelEnvelope', '{}'))),
  'a tag of another key': aggregateOf(key, userRecord(0, '1', tagField('_otelenvelope', text))),
  'two records': aggregateOf(key, userRecord(0, '1', ourTag), userRecord(0, '2', ourTag)),
  'two partition keys': aggregateOf(key, key, userRecord(0, '1', ourTag)),
  'an explicit hash key that the record does not have': aggregateOf(
    key,
    lengthField(2, '1'),
    userRecord(0, '1', ourTag),
  ),
  'an explicit hash key that is not in the table': aggregateOf(
    key,
    lengthField(3, numberField(1, 0), numberField(2, 0), lengthField(3, '1'), ourTag),
  ),
  'a key of another number': aggregateOf(key, userRecord(1, '1', ourTag)),
  'another tag before': aggregateOf(key, userRecord(0, '1', tagField('env', 'prod'), ourTag)),
  'a field behind the tag': aggregateOf(key, userRecord(0, '1', ourTag, numberField(9, 1))),
  'a field behind the record': aggregateOf(key, userRecord(0, '1', ourTag), numberField(9, 1)),
  'a record before its key': aggregateOf(userRecord(0, '1', ourTag), key),
  'no key': aggregateOf(userRecord(0, '1', ourTag)),
  'a key that is a number': aggregateOf(numberField(1, 1), userRecord(0, '1', ourTag)),
  'data that is a number': aggregateOf(key, lengthField(3, numberField(1, 0), numberField(3, 0), ourTag)),
  'a record that is no message': aggregateOf(key, lengthField(3, 'no message')),
};

for (const [what, aggregate] of Object.entries(notOurs)) {
  test(`what has ${what} is no envelope of ours, and stays whole`, () => {
    const read = readBothWays(aggregate);

    assert.is(read.outcome, 'missing');
    assert.ok(read.payload.equals(aggregate));
  });
}

test('an envelope with a wrong checksum is none', () => {
  const envelope = Buffer.from(writeEnvelope(Buffer.from('hello'), sampleCarrier, keys));
  envelope[envelope.length - 1] = Number(envelope.at(-1)) ^ 1;

  assert.is(readBothWays(envelope).outcome, 'missing');
});

test('an envelope whose lengths are longer than they need be is read as well', () => {
  const record = Buffer.concat([numberField(1, 0), lengthField(3, 'hello'), ourTag]);

  const read = readBothWays(aggregateOf(key, varint(26, 1), varint(record.length, 2), record));

  assert.is(read.payload.toString(), 'hello');
});

test('an aggregate of one user record carries as every aggregate does, and stays one', () => {
  const aggregate = aggregateOf(key, userRecord(0, 'hello'));

  const stamped = stamp(aggregate);
  const read = readBothWays(stamped);

  assert.ok(kplFormat.recognises(aggregate));
  assert.ok(read.payload.equals(aggregate));
});

test('an envelope in an envelope is taken out of it, and stays one', () => {
  const older = { ...sampleCarrier, sentAtMs: 1_732_287_000_000 };
  const inner = writeEnvelope(Buffer.from('hello'), older, keys);

  const first = readBothWays(writeEnvelope(inner, sampleCarrier, keys));
  const second = readBothWays(first.payload);

  assert.equal([first.carriers, second.carriers], [[sampleCarrier], [older]]);
  assert.is(second.payload.toString(), 'hello');
});

test.run();
