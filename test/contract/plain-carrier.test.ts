import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCarrierObject, writeMembers } from '../../packages/contract/src/carrier/carrier-members.ts';
import { findCarrierObject } from '../../packages/contract/src/carrier/carrier-object.ts';
import { readPlainCarrier } from '../../packages/contract/src/carrier/plain-carrier.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / plain-carrier');

const created = { ...sampleCarrier, createdAtMs: 1_732_286_999_000 };
const plain = `{${writeMembers(sampleCarrier)}}`;

for (const [what, text, carrier] of [
  ['the plain form', plain, sampleCarrier],
  ['the form with createdAt', `{${writeMembers(created)}}`, created],
  ['the form with createdAt and padding', `{${writeMembers(created)}  }`, created],
] as const) {
  test(`${what} is read without being parsed, wherever it stands`, () => {
    const found = readPlainCarrier(`"_otel":${text},"a":1}`, 8);

    assert.equal(found, { carrier, end: 8 + text.length });
  });

  test(`${what} is not read where it is cut off, wherever that is`, () => {
    for (let length = 0; length < text.length; length++) {
      const found = findCarrierObject(text.slice(0, length), 0);

      assert.is(found, undefined, String(length));
    }
  });
}

const otherLayouts: Readonly<Record<string, string>> = {
  'a tracestate': `{${writeMembers({ ...sampleCarrier, tracestate: 'a=}' })}}`,
  'all it can have': `{${writeMembers({ ...created, tracestate: 'a=1', baggage: 'b=\\"}', fields: { b3: '{' } })}}`,
  'padding and no createdAt': plain.replace('}', '  }'),
  'a time of 10 digits': plain.replace('1732287000123', '1732287000'),
  'a time of 14 digits': plain.replace('1732287000123', '17322870001234'),
  'white space': plain.replace(':17', ' : 17'),
  'a member nobody knows': plain.replace('}', ',"later":[{"a":"]}"}]}'),
};

for (const [what, text] of Object.entries(otherLayouts)) {
  test(`a carrier with ${what} is left to the parser, which finds where it ends`, () => {
    assert.is(readPlainCarrier(`${text},"a":1}`, 0), undefined);
    assert.equal(findCarrierObject(`${text},"a":1}`, 0), { carrier: readCarrierObject(text), end: text.length });
    assert.ok(readCarrierObject(text));
  });
}

/** What lies at and beside the ends of `0-9` and `a-f`, and what else a layout could be broken by. */
const edges = '\0\u0010/09:@AFG`afg\u007f\u0080\u00b0\u00ff -"}{,\\';

/** Fails unless the carrier is read as the parser reads it, or left to the parser. */
function checkAgainstParser(text: string): void {
  const found = readPlainCarrier(text, 0);
  if (found !== undefined) assert.equal(found.carrier, readCarrierObject(text.slice(0, found.end)), text);
}

for (const carrier of [sampleCarrier, created]) {
  const text = `{${writeMembers(carrier)}}`;
  const from = '{"traceparent":"'.length;

  test(`of ${text.length} characters, whatever one is put for another, it says what the parser says`, () => {
    for (let at = from; at < text.length; at++) {
      for (let code = 0; code < 256; code++) {
        checkAgainstParser(text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1));
      }
    }
  });

  test(`of ${text.length} characters, whatever two are put for others, it says what the parser says`, () => {
    for (let at = from; at < text.length - 1; at++) {
      for (const first of edges) {
        for (const second of edges) checkAgainstParser(text.slice(0, at) + first + second + text.slice(at + 2));
      }
    }
  });
}

test('an id is read whatever digits it is made of', () => {
  for (const digits of [
    '0123456789abcdef',
    'fedcba9876543210',
    '0000000000000001',
    'f000000000000000',
    'ffffffffffffffff',
  ]) {
    const traceparent = `00-${digits}${digits}-${digits}-${digits.slice(0, 2)}`;

    const found = readPlainCarrier(`{${writeMembers({ ...sampleCarrier, traceparent })}}`, 0);

    assert.is(found?.carrier.traceparent, traceparent);
  }
});

for (const sentAtMs of [1_000_000_000_000, 9_999_999_999_999, 1_234_567_890_123, 9_090_909_090_909]) {
  test(`the time ${sentAtMs} is read`, () => {
    const found = readPlainCarrier(`{${writeMembers({ ...sampleCarrier, sentAtMs, createdAtMs: sentAtMs })}}`, 0);

    assert.equal([found?.carrier.sentAtMs, found?.carrier.createdAtMs], [sentAtMs, sentAtMs]);
  });
}

const invalid: Readonly<Record<string, string>> = {
  'an all-zero trace id': plain.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
  'an all-zero span id': plain.replace('00f067aa0ba902b7', '0'.repeat(16)),
  'another version': plain.replace('"00-', '"01-'),
  'upper case': plain.replace('4bf9', '4BF9'),
  'no time': plain.replace('1732287000123', ''),
};

for (const [what, text] of Object.entries(invalid)) {
  test(`${what} is no carrier`, () => {
    const found = findCarrierObject(`${text},"a":1}`, 0);

    assert.is(found, undefined);
  });
}

test.run();
