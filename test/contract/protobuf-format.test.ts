import { carrierFieldNumber, protobufFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lengthField } from '../support/protobuf-bytes.ts';
import { frames, protobufMessages } from '../support/protobuf-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / protobuf-format');

const object = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';

test('the carrier is one more field, with its length and eight constant bytes behind it', () => {
  const payload = lengthField(1, 'order-42');

  const stamped = protobufFormat.write(payload, sampleCarrier);

  const field = lengthField(carrierFieldNumber, object, Buffer.from([object.length, 0]), 'otel-end');
  assert.ok(Buffer.concat([payload, field]).equals(stamped));
  assert.is(stamped.length - payload.length, 112);
});

test('the field has a number that no schema has, and a tag that is positive in 32 bits', () => {
  assert.ok(carrierFieldNumber > 99_999 && carrierFieldNumber < 536_870_911);
  assert.ok(carrierFieldNumber < 19_000 || carrierFieldNumber > 19_999);
  assert.ok(carrierFieldNumber * 8 + 2 < 2 ** 31);
});

for (const [what, message] of Object.entries(protobufMessages)) {
  test(`${what} comes back byte for byte`, () => {
    const before = Buffer.from(message);

    const read = readBothWays(protobufFormat.write(message, sampleCarrier));

    assert.ok(before.equals(message), 'the input is as it was');
    assert.equal(read.carriers, [sampleCarrier]);
    assert.ok(read.payload.equals(message));
  });

  test(`${what} has no carrier of itself`, () => {
    const { outcome } = readBothWays(message);

    assert.is(outcome, what.includes('ends as a carrier') ? 'invalid' : 'missing');
  });
}

for (const [what, frame] of Object.entries(frames)) {
  test(`a message in the frame of ${what} comes back byte for byte`, () => {
    const payload = Buffer.concat([frame, lengthField(1, 'order-42')]);

    const read = readBothWays(protobufFormat.write(payload, sampleCarrier));

    assert.equal(read.carriers, [sampleCarrier]);
    assert.ok(read.payload.equals(payload));
  });
}

test('a message stamped twice gives back its carriers one by one, the latest first', () => {
  const payload = lengthField(1, 'order-42');
  const older = { ...sampleCarrier, sentAtMs: 1_732_287_000_000 };

  const first = readBothWays(protobufFormat.write(protobufFormat.write(payload, older), sampleCarrier));
  const second = readBothWays(first.payload);

  assert.equal([first.carriers, second.carriers], [[sampleCarrier], [older]]);
  assert.ok(second.payload.equals(payload));
});

test.run();
