import { kplFormat, readAggregate } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { invalidKplPayloads, kplPayloads, kplPayloadsNotRestorable } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { aggregateOf, lengthField, numberField, tagField, userRecord, varint } from '../support/protobuf-bytes.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / kpl-format');

const text = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';
const ourTag = tagField('_otel', text);
const key = lengthField(1, 'order-1');

test('the carrier is the last tag of every user record, and the checksum is made anew', () => {
  const payload = aggregateOf(key, userRecord(0, '1', tagField('env', 'prod')), userRecord(0, '2'));

  const stamped = stamp(payload);

  const expected = aggregateOf(key, userRecord(0, '1', tagField('env', 'prod'), ourTag), userRecord(0, '2', ourTag));
  assert.ok(stamped.equals(expected));
});

for (const [what, payload] of Object.entries(kplPayloads)) {
  test(`${what} carries context in each of its records`, () => {
    const before = Buffer.from(payload);

    const read = readBothWays(stamp(payload));

    assert.ok(kplFormat.recognises(payload));
    assert.ok(payload.equals(before), 'the input is as it was');
    assert.ok(read.carriers.length > 0);
    for (const carrier of read.carriers) assert.equal(carrier, sampleCarrier);
    assert.ok(read.payload.equals(payload));
  });

  test(`other readers of ${what} see the same user records`, () => {
    const [before, after] = [payload, stamp(payload)].map(readAggregate);

    assert.equal(
      after?.map(({ tags, ...others }) => ({ ...others, tags: tags.slice(0, -1) })),
      before?.map((record) => ({ ...record })),
    );
    for (const record of after ?? []) assert.equal(record.tags.at(-1), { key: '_otel', value: text });
  });
}

for (const [what, payload] of Object.entries(kplPayloadsNotRestorable)) {
  test(`${what} carries nothing`, () => {
    const stamped = kplFormat.write(payload, sampleCarrier);

    assert.is(stamped, undefined);
    assert.is(readBothWays(payload).outcome, 'missing');
  });
}

for (const [what, payload] of Object.entries({ ...otherPayloads, ...invalidKplPayloads })) {
  test(`does not recognise ${what}`, () => {
    const isRecognised = kplFormat.recognises(payload);

    assert.is(isRecognised, false);
  });
}

test('an aggregate stamped twice gives back its carriers one by one, the latest first', () => {
  const payload = aggregateOf(key, userRecord(0, '1'), userRecord(0, '2'));
  const older = { ...sampleCarrier, sentAtMs: 1_732_287_000_000 };

  const first = readBothWays(stamp(stamp(payload, older)));
  const second = readBothWays(first.payload);

  assert.equal(first.carriers, [sampleCarrier, sampleCarrier]);
  assert.equal(second.carriers, [older, older]);
  assert.ok(second.payload.equals(payload));
});

test('records that come with a carrier and records that come without are told apart', () => {
  const bare = userRecord(0, '2', tagField('env', 'prod'));

  const read = readBothWays(aggregateOf(key, userRecord(0, '1', ourTag), bare, userRecord(0, '3', ourTag)));

  assert.equal(read.carriers, [sampleCarrier, undefined, sampleCarrier]);
  assert.ok(read.payload.equals(aggregateOf(key, userRecord(0, '1'), bare, userRecord(0, '3'))));
});

for (const [what, head] of [
  ['length', Buffer.concat([varint(26), varint(9, 1)])],
  ['field number', Buffer.concat([varint(26, 1), varint(9)])],
] as const) {
  test(`a record whose ${what} is longer than it need be stays as it is, beside one that carries`, () => {
    const odd = Buffer.concat([head, userRecord(0, '12345').subarray(2)]);

    const read = readBothWays(aggregateOf(key, odd, userRecord(0, '3', ourTag)));

    assert.equal(read.carriers, [undefined, sampleCarrier]);
    assert.ok(read.payload.equals(aggregateOf(key, odd, userRecord(0, '3'))));
  });
}

const notOurs: Readonly<Record<string, Buffer>> = {
  'a tag that is not the last field': userRecord(0, '1', ourTag, tagField('env', 'prod')),
  'a tag with a field behind it that nobody knows': userRecord(0, '1', ourTag, numberField(14, 1)),
  'a tag of another key': userRecord(0, '1', tagField('_OTEL', text)),
  'a tag that is no carrier': userRecord(0, '1', tagField('_otel', text.replace('"00-', '"01-'))),
  'a tag without a value': userRecord(0, '1', lengthField(4, lengthField(1, '_otel'))),
  'a tag that is no message': userRecord(0, '1', lengthField(4, '_otel')),
  'a carrier longer than one may be': userRecord(0, '1', tagField('_otel', text.replace('}', `${' '.repeat(2_304)}}`))),
  'a tag that is a number': userRecord(0, '1', Buffer.from([0x20, 0x01])),
};

for (const [what, record] of Object.entries(notOurs)) {
  test(`${what} is the user’s own`, () => {
    const read = readBothWays(aggregateOf(key, record));

    assert.is(read.outcome, 'missing');
  });
}

test('of an aggregate with a wrong checksum nothing is read', () => {
  const stamped = stamp(aggregateOf(key, userRecord(0, '1')));
  stamped[stamped.length - 1] = Number(stamped.at(-1)) ^ 1;

  const read = readBothWays(stamped);

  assert.is(read.outcome, 'missing');
});

test.run();
