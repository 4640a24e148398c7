import { gunzipSync, gzipSync } from 'node:zlib';
import { gzipFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipFlags, gzipPayloads, otherGzipPayloads } from '../support/gzip-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / gzip-format');

const plain = gzipSync('{"a":1}');
const object = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';

test('the carrier is the only subfield of the header, its id OT', () => {
  const stamped = stamp(plain);

  assert.is(stamped.toString('latin1', 16, 16 + object.length), object);
  assert.equal([...stamped.subarray(10, 16)], [object.length + 4, 0, 0x4f, 0x54, object.length, 0]);
  assert.is(stamped[3], gzipFlags.extra);
  assert.is(stamped.length, plain.length + 6 + object.length);
});

for (const [what, payload] of Object.entries(gzipPayloads)) {
  test(`recognises ${what}, and changes nothing but one flag of it`, () => {
    const before = Buffer.from(payload);

    const stamped = stamp(payload);

    assert.ok(gzipFormat.recognises(payload));
    assert.ok(payload.equals(before), 'the input is as it was');
    assert.is(stamped[3], Number(payload[3]) | gzipFlags.extra);
    assert.ok(stamped.subarray(-payload.length + 10).equals(payload.subarray(10)));
    assert.ok(gunzipSync(stamped).equals(gunzipSync(payload)));
  });
}

for (const [what, payload] of Object.entries({ ...otherPayloads, ...otherGzipPayloads })) {
  test(`does not recognise ${what}`, () => {
    const isRecognised = gzipFormat.recognises(payload);

    assert.is(isRecognised, false);
  });
}

test('whatever the carrier, a stream grows by a multiple of 3', () => {
  for (let length = 1; length < 40; length++) {
    const stamped = stamp(plain, { tracestate: 'x'.repeat(length) });

    assert.is((stamped.length - plain.length) % 3, 0);
  }
});

test('the longest carrier goes in and comes out', () => {
  const carrier = { ...sampleCarrier, tracestate: '"'.repeat(512), baggage: 'b'.repeat(850) };

  const read = readBothWays(stamp(plain, carrier));

  assert.equal([read.carriers, read.payload.equals(plain)], [[carrier], true]);
});

for (let length = 0; length < plain.length; length++) {
  test(`a stream cut off after ${length} bytes carries losslessly, or not at all`, () => {
    const cut = plain.subarray(0, length);

    if (gzipFormat.recognises(cut)) assert.ok(readBothWays(stamp(cut)).payload.equals(cut));
    else assert.is(readBothWays(cut).outcome, 'missing');
  });
}

test('a stamped stream cut off anywhere gives what is left of the stream, or is left as it is', () => {
  const stamped = stamp(plain);
  const carrierEnd = 16 + object.length;

  for (let length = 0; length < stamped.length; length++) {
    const read = readBothWays(stamped.subarray(0, length));

    const expected = length < carrierEnd ? stamped.subarray(0, length) : plain.subarray(0, length - carrierEnd + 10);
    assert.ok(read.payload.equals(expected), String(length));
  }
});

test('a stream that carries context takes no second one', () => {
  const isRecognised = gzipFormat.recognises(stamp(plain));

  assert.is(isRecognised, false);
});

/** A stamped stream, changed. */
function changed(change: (stamped: Buffer) => void): Buffer {
  const stamped = stamp(plain);
  change(stamped);
  return stamped;
}

const notOurs: Readonly<Record<string, Buffer>> = {
  'another id': changed((stamped) => stamped.write('Ap', 12, 'latin1')),
  'a length that leaves room for another subfield': changed((stamped) => stamped.writeUInt16LE(object.length + 8, 10)),
  'no extra flag': changed((stamped) => stamped.writeUInt8(0, 3)),
  'a header checksum too': changed((stamped) => stamped.writeUInt8(gzipFlags.extra | gzipFlags.headerCrc, 3)),
  'a reserved flag too': changed((stamped) => stamped.writeUInt8(gzipFlags.extra | gzipFlags.reserved, 3)),
};

for (const [what, record] of Object.entries(notOurs)) {
  test(`a subfield with ${what} is not ours: missing`, () => {
    const read = readBothWays(record);

    assert.is(read.outcome, 'missing');
  });
}

const invalid: Readonly<Record<string, Buffer>> = {
  'that is no object': changed((stamped) => stamped.write('[', 16, 'latin1')),
  'whose object begins otherwise': changed((stamped) => stamped.write('{"tracepARENT":"', 16, 'latin1')),
  'whose object ends early': changed((stamped) => stamped.write('}', 16 + object.length - 2, 'latin1')),
  'whose object does not end': changed((stamped) => stamped.write(' ', 16 + object.length - 1, 'latin1')),
  'with a wrong traceparent': changed((stamped) => stamped.write('ff', 32, 'latin1')),
};

for (const [what, record] of Object.entries(invalid)) {
  test(`a subfield of ours ${what} is invalid, and stays where it is`, () => {
    const read = readBothWays(record);

    assert.equal([read.outcome, read.payload.equals(record)], ['invalid', true]);
  });
}

test.run();
