import { gzipSync } from 'node:zlib';
import { readBase64, restoreBase64 } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / read-base64');

/** The text of the payload as the producer had it, where a carrier must have been found. */
function restore(data: string): string {
  const found = readBase64(data);
  if (found.outcome !== 'extracted') throw new Error(`nothing found: ${found.outcome}`);
  return restoreBase64(data, found.restoration);
}

const carried = { ...jsonObjectPayloads, ...gzipPayloads, ...kplPayloads };

for (const [what, payload] of Object.entries(carried)) {
  test(`the base64 text of ${what} comes back character for character`, () => {
    const data = stamp(payload).toString('base64');

    assert.is(restore(data), payload.toString('base64'));
  });
}

for (const [what, payload] of Object.entries({ ...carried, ...otherPayloads })) {
  test(`leaves ${what} without a carrier alone`, () => {
    const found = readBase64(payload.toString('base64'));

    assert.equal(found, { outcome: 'missing' });
  });
}

for (const bytes of [8, 9, 10]) {
  test(`a payload of ${bytes} bytes comes back with its own padding`, () => {
    const payload = Buffer.from(`{"a":${'1'.repeat(bytes - 6)}}`);

    assert.is(restore(stamp(payload).toString('base64')), payload.toString('base64'));
  });
}

const large = `{"a":"${'é'.repeat(4_000)}"}`;

/** Base64 has no such character: whoever decodes it, or encodes it anew, does not come back with it. */
const undecodable = '\u2603'.repeat(1_000);

for (const [what, payload, carrier, keptCharacters] of [
  ['JSON with a plain carrier', Buffer.from(large), {}, 180],
  ['JSON behind white space', Buffer.from(` \n${large}`), {}, 180],
  ['gzip with a plain carrier', gzipSync(Buffer.alloc(200_000)), {}, 180],
  ['JSON with a long carrier', Buffer.from(large), { tracestate: 'a'.repeat(512) }, 3_072],
  ['gzip with a long carrier', gzipSync(Buffer.alloc(4_000_000)), { tracestate: 'a'.repeat(512) }, 3_072],
] as const) {
  test(`of ${what}, no more than ${keptCharacters} characters are looked at, and the rest is handed on as it is`, () => {
    const data = stamp(payload, carrier).toString('base64');
    const withoutRest = data.slice(0, keptCharacters) + undecodable;

    const found = readBase64(withoutRest);
    const restored = restore(withoutRest);

    assert.equal(found.outcome === 'extracted' && found.carriers, [{ ...sampleCarrier, ...carrier }]);
    assert.ok(data.length > keptCharacters);
    assert.ok(restored.endsWith(undecodable));
    assert.ok(payload.toString('base64').startsWith(restored.slice(0, -undecodable.length)));
  });
}

test('what cannot be decoded where a carrier would be is missing', () => {
  const data = stamp('{"a":1}').toString('base64');

  const found = ['', '\u2603', `${data.slice(0, 60)}\u2603${data.slice(60)}`, `${data.slice(0, 41)}`].map(readBase64);

  assert.equal(
    found.map(({ outcome }) => outcome),
    ['missing', 'missing', 'missing', 'missing'],
  );
});

for (const spaces of [1, 2]) {
  test(`a member ${spaces} bytes longer than a multiple of 3, by a writer that does not pad, is cut out too`, () => {
    const stamped = stamp('{"a":1}')
      .toString()
      .replace('},"a"', `${' '.repeat(spaces)}},"a"`);

    const payload = restore(Buffer.from(stamped).toString('base64'));

    assert.is(payload, Buffer.from('{"a":1}').toString('base64'));
  });
}

test('an aggregate whose last characters are changed is missing: its checksum is over all of it', () => {
  const data = stamp(kplPayloads['a KPL aggregate'] ?? '').toString('base64');

  const found = readBase64(`${data.slice(0, -4)}AAAA`);

  assert.is(found.outcome, 'missing');
});

test.run();
