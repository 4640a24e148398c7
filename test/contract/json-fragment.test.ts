import type { Carrier } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFragment, writeFragment } from '../../packages/contract/src/carrier/json-fragment.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / json-fragment');

/** What a payload looks like from behind its brace. */
function read(carrier: Carrier): ReturnType<typeof readFragment> {
  return readFragment(`${writeFragment(carrier, false)}"a":1}`);
}

test('the plain fragment is the 105 characters of the specification', () => {
  const fragment = writeFragment(sampleCarrier, false);

  assert.is(
    fragment,
    '"_otel":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123},',
  );
  assert.is(fragment.length, 105);
});

test('an empty object gets no comma, and a space in its place', () => {
  const fragment = writeFragment(sampleCarrier, true);

  assert.ok(fragment.endsWith('1732287000123 }'), fragment);
  assert.is(fragment.length, 105);
});

for (const digits of [1, 12, 13, 14, 15, 16]) {
  test(`the length is a multiple of 3 with a time of ${digits} digits`, () => {
    const sentAtMs = Number('1'.repeat(digits));

    const lengths = [true, false].map((isObjectEmpty) => writeFragment({ ...sampleCarrier, sentAtMs }, isObjectEmpty));

    for (const fragment of lengths) assert.is(fragment.length % 3, 0, fragment);
    assert.is(read({ ...sampleCarrier, sentAtMs })?.carrier.sentAtMs, sentAtMs);
  });
}

test('createdAt travels beside sentAt', () => {
  const carrier = { ...sampleCarrier, createdAtMs: 1_732_286_999_000 };

  const found = read(carrier);

  assert.equal(found?.carrier, carrier);
  assert.is(Number(found?.length) % 3, 0);
});

const tracestates: Readonly<Record<string, string>> = {
  'an ordinary tracestate': 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
  'a closing brace': 'a=}},"_otel":{',
  'a quotation mark': 'a="quoted"',
  'a backslash at the end': 'a=\\',
  'a backslash before a quotation mark': 'a=\\"}',
  'the longest one taken': `a=${'x'.repeat(510)}`,
  '512 characters that all need an escape': '"'.repeat(512),
};

for (const [what, tracestate] of Object.entries(tracestates)) {
  test(`a tracestate with ${what} comes back as it was`, () => {
    const carrier = { ...sampleCarrier, tracestate };

    const found = read(carrier);

    assert.equal(found?.carrier, carrier);
    assert.is(found?.length, writeFragment(carrier, false).length);
  });
}

const refusedTracestates: Readonly<Record<string, string>> = {
  'longer than 512 characters': `a=${'x'.repeat(511)}`,
  'not ASCII': 'a=é',
  'with a control character': 'a=1\n',
  empty: '',
};

for (const [what, tracestate] of Object.entries(refusedTracestates)) {
  test(`a tracestate that is ${what} is left out`, () => {
    const found = read({ ...sampleCarrier, tracestate });

    assert.equal(found?.carrier, sampleCarrier);
  });
}

test.run();
