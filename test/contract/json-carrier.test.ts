import { type Carrier, jsonFormat, takeJsonFromBase64 } from '@kinesis-otel/contract';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('contract / json-carrier, by random payloads');

const runs = { numRuns: 1_000 };
const head = '{"_otel":{"traceparent":"';

const whiteSpace = fc.array(fc.constantFrom(' ', '\n', '\r', '\t'), { maxLength: 5 }).map((all) => all.join(''));
const text = fc.string({ unit: 'binary' });
const value = fc.oneof(
  fc.json(),
  fc.constantFrom('12345678901234567890', '1.0', '1e3', '-0', '{"_otel":{}}', '{"traceparent":"x"}'),
);
const member = fc
  .tuple(fc.oneof(text, fc.constantFrom('_otel', 'same')), whiteSpace, value)
  .map(([key, space, each]) => `${JSON.stringify(key)}:${space}${each}`);
const jsonObject = fc
  .tuple(fc.constantFrom('', '\ufeff'), whiteSpace, whiteSpace, fc.array(member, { maxLength: 4 }), whiteSpace)
  .map(([mark, before, inside, members, after]) =>
    Buffer.from(`${mark}${before}{${inside}${members.join(`,${inside}`)}}${after}`),
  );

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
    .filter((id) => !/^0+$/.test(id));
const time = fc.oneof(
  fc.integer({ min: 1 }),
  fc.maxSafeNat().map((each) => each + 1),
);
const carrier: fc.Arbitrary<Carrier> = fc.record(
  {
    traceparent: fc
      .tuple(hex(32), hex(16), fc.integer({ min: 0, max: 255 }))
      .map(([traceId, spanId, flags]) => `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`),
    sentAtMs: time.filter(Number.isSafeInteger),
    createdAtMs: time.filter(Number.isSafeInteger),
    tracestate: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 512 }),
  },
  { requiredKeys: ['traceparent', 'sentAtMs'] },
);

test('every JSON object carries every carrier and comes back byte for byte, from bytes and from base64', () => {
  const property = fc.property(jsonObject, carrier, (payload, given) => {
    const before = Buffer.from(payload);
    const stamped = jsonFormat.write(payload, given);

    const fromText = takeJsonFromBase64(Buffer.from(stamped).toString('base64'));
    const fromBytes = jsonFormat.take(Buffer.from(stamped));

    assert.ok(jsonFormat.recognises(payload));
    assert.is((stamped.length - payload.length) % 3, 0);
    assert.ok(payload.equals(before));
    assert.ok(before.equals(fromBytes.payload));
    assert.equal(fromText, { outcome: 'extracted', carrier: { ...given }, payload: before.toString('base64') });
    assert.equal(fromBytes.outcome === 'extracted' && fromBytes.carrier, { ...given });
  });

  fc.assert(property, runs);
});

/** What begins as a stamped record does, and then goes wrong. */
const spoiled = fc.oneof(
  fc.tuple(jsonObject, fc.nat({ max: 200 })).map(([payload, length]) => stampJson(payload).subarray(0, length)),
  fc.tuple(jsonObject, fc.nat({ max: 130 }), fc.nat({ max: 255 })).map(([payload, at, byte]) => {
    const stamped = stampJson(payload);
    stamped[at % stamped.length] = byte;
    return stamped;
  }),
  fc.tuple(fc.string(), fc.uint8Array()).map(([start, end]) => Buffer.concat([Buffer.from(head + start), end])),
);

test('a spoiled carrier reads the same from bytes and from base64, and what is invalid stays as it is', () => {
  const property = fc.property(spoiled, (record) => {
    const data = record.toString('base64');

    const fromText = takeJsonFromBase64(data);
    const fromBytes = jsonFormat.take(Buffer.from(record));

    assert.is(fromText.outcome, fromBytes.outcome);
    assert.is(fromText.payload, Buffer.from(fromBytes.payload).toString('base64'));
    if (fromText.outcome !== 'extracted') assert.is(fromText.payload, data);
  });

  fc.assert(property, runs);
});

test('random bytes and random text never make it throw', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), (bytes, data) => {
    jsonFormat.recognises(bytes);
    const taken = jsonFormat.take(Uint8Array.from(bytes));
    const fromText = takeJsonFromBase64(data);

    assert.equal([taken.outcome, Buffer.from(taken.payload)], ['missing', Buffer.from(bytes)]);
    assert.is(fromText.payload, data);
  });

  fc.assert(property, runs);
});

test.run();
