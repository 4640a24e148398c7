import {
  carrierFieldNumber,
  copyRestored,
  protobufFormat,
  readBase64,
  readBytes,
  restoreBase64,
  zstdFormat,
} from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lengthField } from '../support/protobuf-bytes.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';
import { zstdPayloads } from '../support/zstd-payloads.ts';

const test = suite('contract / read-tail');

const carriers = {
  plain: sampleCarrier,
  'with createdAt': { ...sampleCarrier, createdAtMs: 1_732_286_999_000 },
  'with a tracestate': { ...sampleCarrier, tracestate: 'rojo="}\\' },
  'as long as one can be': { ...sampleCarrier, tracestate: '"'.repeat(512), baggage: 'b'.repeat(850) },
};

for (const format of [protobufFormat, zstdFormat]) {
  for (const [which, carrier] of Object.entries(carriers)) {
    test(`${format.name}: a carrier ${which} is found wherever base64 groups fall`, () => {
      for (let length = 0; length < 200; length++) {
        const payload = Buffer.alloc(length, 0x78);

        const read = readBothWays(format.write(payload, carrier));

        assert.equal(read.carriers, [carrier]);
        assert.ok(read.payload.equals(payload), String(length));
      }
    });
  }

  test(`${format.name}: of every two lengths of carrier and payload`, () => {
    for (let more = 1; more <= 60; more++) {
      const carrier = { ...sampleCarrier, tracestate: 'x'.repeat(more) };
      for (let length = 0; length < 6; length++) {
        const payload = Buffer.alloc(length, 0xff);

        const read = readBothWays(format.write(payload, carrier));

        assert.equal([read.carriers, read.payload.length], [[carrier], length]);
      }
    }
  });

  test(`${format.name}: one that is cut off anywhere is none, and no byte of it goes`, () => {
    const stamped = Buffer.from(format.write(Buffer.from('payload'), sampleCarrier));
    for (let length = 0; length < stamped.length; length++) {
      const { outcome, payload } = readBothWays(stamped.subarray(0, length));

      assert.is(outcome, 'missing');
      assert.is(payload.length, length);
    }
  });

  test(`${format.name}: one with a byte changed anywhere is none, or says another thing, and no payload byte goes`, () => {
    const payload = Buffer.from('payload');
    const stamped = Buffer.from(format.write(payload, sampleCarrier));
    for (let at = payload.length; at < stamped.length; at++) {
      const damaged = Buffer.from(stamped);
      damaged[at] = Number(damaged[at]) ^ 1;

      const read = readBothWays(damaged);

      const expected = read.outcome === 'extracted' ? payload : damaged;
      assert.ok(read.payload.equals(expected), `${at}`);
      if (at >= stamped.length - 8) assert.is(read.outcome, 'missing');
    }
  });

  test(`${format.name}: something behind it hides it`, () => {
    const stamped = Buffer.concat([format.write(Buffer.from('x'), sampleCarrier), Buffer.from([0])]);

    assert.is(readBothWays(stamped).outcome, 'missing');
  });
}

const object = '{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}';
const length = Buffer.from([object.length, 0]);

const invalid: Readonly<Record<string, Buffer>> = {
  'the mark alone': Buffer.from('otel-end'),
  'the mark and half a length': Buffer.from('aotel-end'),
  'a length beyond the record': Buffer.concat([Buffer.from('ab'), Buffer.from([3, 0]), Buffer.from('otel-end')]),
  'a block without a field around it': Buffer.concat([Buffer.from(object), length, Buffer.from('otel-end')]),
  'a block in a field of another number': lengthField(carrierFieldNumber - 1, object, length, 'otel-end'),
  'a block that is not all of its field': lengthField(carrierFieldNumber, ' ', object, length, 'otel-end'),
  'an object that ends before the length says': lengthField(
    carrierFieldNumber,
    `${object} `,
    Buffer.from([object.length + 1, 0]),
    'otel-end',
  ),
  'an object that is no carrier': lengthField(carrierFieldNumber, '{"a":1}', Buffer.from([7, 0]), 'otel-end'),
  'a carrier longer than one may be': lengthField(
    carrierFieldNumber,
    object.replace('}', `${' '.repeat(2_304)}}`),
    Buffer.from([(object.length + 2_304) & 0xff, (object.length + 2_304) >> 8]),
    'otel-end',
  ),
};

for (const [what, record] of Object.entries(invalid)) {
  for (const before of [0, 1, 2, 500]) {
    test(`${what}, behind ${before} bytes, is invalid, and stays as it is`, () => {
      const whole = Buffer.concat([Buffer.alloc(before, 0x20), record]);

      const { outcome, payload } = readBothWays(whole);

      assert.is(outcome, 'invalid');
      assert.ok(payload.equals(whole));
    });
  }
}

/** Base64 has no such character: whoever decodes it does not come back with it. */
const undecodable = '\u2603'.repeat(1_000);

for (const [what, carrier, keptCharacters] of [
  ['a plain carrier', sampleCarrier, 192],
  ['a long carrier', carriers['as long as one can be'], 3_100],
] as const) {
  test(`of a message with ${what}, no more than ${keptCharacters} characters at the end are looked at`, () => {
    const data = Buffer.from(protobufFormat.write(Buffer.alloc(9_000, 1), carrier)).toString('base64');
    const withoutRest = undecodable + data.slice(-keptCharacters);

    const found = readBase64(withoutRest);

    assert.is(found.outcome, 'extracted');
  });
}

test('the rest of a message is handed on without being decoded', () => {
  const data = Buffer.from(protobufFormat.write(Buffer.alloc(9_000, 1), sampleCarrier)).toString('base64');
  const found = readBase64(data);

  const restored =
    found.outcome === 'extracted' ? restoreBase64(undecodable + data.slice(4_000), found.restoration) : '';

  assert.is(restored, (undecodable + data.slice(4_000)).slice(0, 12_000));
});

test('base64 text without its padding is left as it is', () => {
  const stamped = Buffer.from(protobufFormat.write(Buffer.from('x'), sampleCarrier));
  const data = stamped.toString('base64url');

  assert.ok(data.length % 4 !== 0);
  assert.is(readBase64(data).outcome, 'missing');
});

test('base64 text with a character too many is left as it is', () => {
  const data = Buffer.from(protobufFormat.write(Buffer.alloc(90), sampleCarrier)).toString('base64');

  assert.is(readBase64(data).outcome, 'extracted');
  assert.is(readBase64(`A${data}`).outcome, 'missing');
});

test('what is restored in a copy shares no memory with the record', () => {
  const stamped = Buffer.from(protobufFormat.write(Buffer.from('payload'), sampleCarrier));
  const found = readBytes(stamped);

  const copy = found.outcome === 'extracted' ? copyRestored(stamped, found.restoration) : stamped;
  copy.fill(0);

  assert.is(stamped.toString('latin1', 0, 7), 'payload');
});

test('base64 text with white space in its end is left as it is', () => {
  const data = Buffer.from(protobufFormat.write(Buffer.from('x'), sampleCarrier)).toString('base64');
  const spaced = `${data.slice(0, 40)}\n   ${data.slice(40)}`;

  assert.is(spaced.length % 4, 0);
  assert.is(readBase64(spaced).outcome, 'missing');
});

test('a zstd stream is told from a message by what stands before the block', () => {
  const payload = zstdPayloads['a zstd stream'] ?? Buffer.alloc(0);

  const both = readBothWays(protobufFormat.write(zstdFormat.write(payload, sampleCarrier), sampleCarrier));
  const one = readBothWays(both.payload);

  assert.ok(one.payload.equals(payload));
});

test.run();
