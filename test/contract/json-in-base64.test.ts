import { takeJsonFromBase64 } from '@kinesis-otel/contract';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { jsonObjectPayloads, otherPayloads } from '../support/json-payloads.ts';
import { sampleCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('contract / json-in-base64');

test.after.each(() => td.reset());

for (const [what, payload] of Object.entries(jsonObjectPayloads)) {
  test(`the base64 text of ${what} comes back character for character`, () => {
    const data = stampJson(payload).toString('base64');

    const taken = takeJsonFromBase64(data);

    assert.equal(taken, { outcome: 'extracted', carrier: sampleCarrier, payload: payload.toString('base64') });
  });
}

for (const [what, payload] of Object.entries({ ...jsonObjectPayloads, ...otherPayloads })) {
  test(`leaves ${what} without a carrier alone`, () => {
    const data = payload.toString('base64');

    const taken = takeJsonFromBase64(data);

    assert.equal(taken, { outcome: 'missing', payload: data });
  });
}

for (const bytes of [8, 9, 10]) {
  test(`a payload of ${bytes} bytes comes back with its own padding`, () => {
    const payload = Buffer.from(`{"a":${'1'.repeat(bytes - 6)}}`);

    const taken = takeJsonFromBase64(stampJson(payload).toString('base64'));

    assert.is(taken.payload, payload.toString('base64'));
  });
}

test('a fragment longer than the plain one is found', () => {
  const carrier = { ...sampleCarrier, createdAtMs: 1_732_286_999_000, tracestate: '"'.repeat(512) };
  const data = stampJson('{"a":1}', carrier).toString('base64');

  const taken = takeJsonFromBase64(data);

  assert.equal(taken, { outcome: 'extracted', carrier, payload: Buffer.from('{"a":1}').toString('base64') });
});

for (const [length, padding] of [
  [106, ' '],
  [107, '  '],
] as const) {
  test(`a fragment of ${length} bytes, by a writer that does not pad to a multiple of 3, is cut out too`, () => {
    const stamped = stampJson('{"a":1}').toString().replace('},"a"', `${padding}},"a"`);

    const taken = takeJsonFromBase64(Buffer.from(stamped).toString('base64'));

    const payload = Buffer.from('{"a":1}').toString('base64');
    assert.equal(taken, { outcome: 'extracted', carrier: sampleCarrier, payload });
  });
}

const stamped = stampJson('{"a":1}').toString();

const invalid: Readonly<Record<string, string>> = {
  'is cut off inside the traceparent': stamped.slice(0, 40),
  'is cut off before its comma': stamped.slice(0, 104),
  'has a traceparent of another version': stamped.replace('"00-', '"ff-'),
  'has no time of sending': stamped.replace('sentAt', 'sentat'),
  'never ends': `${stamped.slice(0, 100)}${'"x":1,'.repeat(2_000)}`,
  'is longer than a fragment may be': stamped.replace('},"a"', `${' '.repeat(2_048)}},"a"`),
  'ends with the last byte that is looked at': stamped.replace('},"a"', `${' '.repeat(2_048 - 104)}},"a"`),
};

for (const [what, text] of Object.entries(invalid)) {
  test(`a carrier that ${what} is invalid, and stays where it is`, () => {
    const data = Buffer.from(text).toString('base64');

    const taken = takeJsonFromBase64(data);

    assert.equal(taken, { outcome: 'invalid', payload: data });
  });
}

const large = `{"a":"${'x'.repeat(100_000)}"}`;

for (const [what, payload, characters] of [
  ['a plain carrier', stampJson(large), 144],
  ['a long carrier', stampJson(large, { tracestate: 'a=1' }), 2_736],
  ['no carrier', Buffer.from(large), 4],
] as const) {
  test(`of a large payload with ${what}, ${characters} characters are decoded at most`, () => {
    const data = payload.toString('base64');
    const { from } = Buffer;
    const lengths: number[] = [];
    td.replace(Buffer, 'from', (text: string, encoding: BufferEncoding) => {
      lengths.push(text.length);
      return from(text, encoding);
    });

    takeJsonFromBase64(data);

    assert.is(Math.max(...lengths), characters);
  });
}

test('a user’s own member that looks like ours up to its value is missing, not invalid', () => {
  const data = Buffer.from('{"_otel":{"traceparent":null},"a":1}').toString('base64');

  const taken = takeJsonFromBase64(data);

  assert.equal(taken, { outcome: 'missing', payload: data });
});

test.run();
