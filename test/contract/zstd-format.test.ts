import { chooseFormat, zstdFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { otherPayloads } from '../support/other-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';
import { otherZstdPayloads, zstdHeaders, zstdPayloads } from '../support/zstd-payloads.ts';

const test = suite('contract / zstd-format');

const object = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';

for (const [what, payload] of Object.entries({ ...zstdPayloads, ...zstdHeaders })) {
  test(`${what} carries in a skippable frame behind it, and comes back byte for byte`, () => {
    const before = Buffer.from(payload);

    const stamped = Buffer.from(zstdFormat.write(payload, sampleCarrier));
    const read = readBothWays(stamped);

    assert.is(chooseFormat(payload), zstdFormat);
    assert.ok(before.equals(payload), 'the input is as it was');
    assert.ok(stamped.subarray(0, payload.length).equals(payload));
    assert.is(stamped.toString('hex', payload.length, payload.length + 8), '5a2a4d186a000000');
    assert.is(stamped.toString('latin1', payload.length + 8), `${object}\u0060\0otel-end`);
    assert.equal(read.carriers, [sampleCarrier]);
    assert.ok(read.payload.equals(payload));
  });
}

for (const [what, payload] of Object.entries({ ...otherPayloads, ...otherZstdPayloads })) {
  test(`${what} carries nothing`, () => {
    assert.is(zstdFormat.recognises(payload), false);
  });
}

for (const [what, payload] of Object.entries(zstdHeaders)) {
  test(`${what} is whole, and no part of it is`, () => {
    for (let length = 0; length < payload.length; length++) {
      assert.is(zstdFormat.recognises(payload.subarray(0, length)), false, String(length));
    }
  });
}

test.run();
