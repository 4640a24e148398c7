import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { kplPayloads, kplPayloadsNotRestorable } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';
import { stampEntries } from '../support/stamp-entries.ts';

/*
 * What the whole thing stands on: a payload that carried context is what it was, byte for byte and, in base64, character
 * for character. `readBothWays` compares the ways of reading with each other.
 */
const test = suite('contract / lossless');

const carriers = {
  'the plain carrier': {},
  'createdAt too': { createdAtMs: 1_732_286_999_000 },
  'all a carrier can have': {
    createdAtMs: 1_732_286_999_000,
    tracestate: 'rojo="}\\',
    baggage: 'tenant=7',
    fields: { b3: '0', 'x-b3': '}' },
  },
};

const carried = { ...jsonObjectPayloads, ...gzipPayloads, ...kplPayloads };

for (const [what, payload] of Object.entries(carried)) {
  for (const [which, carrier] of Object.entries(carriers)) {
    test(`lossless: ${what}, with ${which}`, () => {
      const read = readBothWays(stamp(payload, carrier));

      assert.ok(read.payload.equals(payload));
      for (const each of read.carriers) assert.equal(each, { ...sampleCarrier, ...carrier });
    });
  }
}

for (const [what, payload] of Object.entries({ ...otherPayloads, ...kplPayloadsNotRestorable })) {
  test(`lossless: ${what}, which goes out as it is`, () => {
    const entry = { Data: payload, PartitionKey: 'k' };
    const before = Buffer.from(payload);

    const { entries, injected } = stampEntries([entry], [sampleCarrier]);

    assert.is(injected, 0);
    assert.is(entries[0], entry);
    assert.ok(before.equals(payload));
    assert.is(readBothWays(payload).outcome, 'missing');
  });
}

const text = '{"name":"café – 中文 – 😀","id":12345678901234567890,"delay":1.0}\n';
const larger = Uint8Array.from(Buffer.concat([Buffer.from('<<'), Buffer.from(text), Buffer.from('>>')]));

const inputs: Readonly<Record<string, string | Uint8Array>> = {
  'a string': text,
  'a Buffer': Buffer.from(text),
  'a Uint8Array': new TextEncoder().encode(text),
  'a view into a larger Uint8Array': larger.subarray(2, -2),
  'a Buffer over part of an ArrayBuffer': Buffer.from(larger.buffer, 2, larger.length - 4),
  'a Uint8Array over part of an ArrayBuffer': new Uint8Array(larger.buffer, 2, larger.length - 4),
};

for (const [what, data] of Object.entries(inputs)) {
  test(`lossless: JSON given as ${what}, frozen`, () => {
    const { entries } = stampEntries([Object.freeze({ Data: data, PartitionKey: 'k' })], [sampleCarrier]);

    const read = readBothWays(Buffer.from(entries[0]?.Data as Uint8Array));
    assert.equal(read.carriers, [sampleCarrier]);
    assert.is(read.payload.toString(), text);
    assert.is(Buffer.from(larger).toString(), `<<${text}>>`);
  });
}

for (const [what, character] of [
  ['ASCII', 'a'],
  ['two bytes', '߿'],
  ['three bytes', '￿'],
  ...[1, 2, 3, 14, 15, 16].map((plane) => [`plane ${plane}`, String.fromCodePoint(plane * 0x10000 + 0xfffd)] as const),
] as const) {
  test(`lossless: UTF-8 of ${what}, wherever it falls`, () => {
    for (let shift = 0; shift < 70; shift++) {
      const payload = Buffer.from(`{"${'x'.repeat(shift)}${character}":"${character.repeat(3)}"}`);

      const read = readBothWays(stamp(payload));

      assert.ok(read.payload.equals(payload), String(shift));
    }
  });
}

test('lossless: a record that is already stamped', () => {
  for (const payload of Object.values({ ...jsonObjectPayloads, ...kplPayloads })) {
    const stamped = stamp(payload);

    const read = readBothWays(stamp(stamped, { sentAtMs: 1_732_287_999_999 }));

    assert.ok(read.payload.equals(stamped));
    assert.is(read.carriers[0]?.sentAtMs, 1_732_287_999_999);
  }
});

test.run();
