import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFragment } from '../../packages/contract/src/carrier/json-fragment.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / json-fragment, read');

const { traceparent } = sampleCarrier;
const whole = `"_otel":{"traceparent":"${traceparent}","sentAt":1732287000123},"a":1}`;

test('takes what the specification allows a writer of another language to add', () => {
  const text = `"_otel":{"traceparent":"${traceparent}", "sentAt":1732287000123, "later":{"a":["}"]}  },"a":1}`;

  const found = readFragment(text);

  assert.equal(found?.carrier, sampleCarrier);
  assert.is(found?.length, text.indexOf('"a":1'));
});

const invalid: Readonly<Record<string, string>> = {
  'other text': '"a":1}',
  'an empty traceparent': '"_otel":{"traceparent":"","sentAt":1732287000123},"a":1}',
  'a traceparent of another version': whole.replace('"00-', '"01-'),
  'an all-zero trace id': whole.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
  'no time of sending': whole.replace(',"sentAt":1732287000123', ''),
  'a time that is text': whole.replace('1732287000123', '"1732287000123"'),
  'a time of zero': whole.replace('1732287000123', '0'),
  'a time before 1970': whole.replace('1732287000123', '-1'),
  'a time with a fraction': whole.replace('1732287000123', '1732287000123.5'),
  'a time beyond 2^53': whole.replace('1732287000123', '9007199254740993'),
  'a second traceparent that is no text': whole.replace('"sentAt"', `"traceparent":["${traceparent}"],"sentAt"`),
  'what is not JSON': whole.replace('"sentAt"', 'sentAt'),
  'something else than a comma after it': whole.replace('},"a"', '}x"a"'),
  'a space before its comma': whole.replace('},"a"', '} ,"a"'),
};

for (const [what, text] of Object.entries(invalid)) {
  test(`finds no fragment in ${what}`, () => {
    const found = readFragment(text);

    assert.is(found, undefined);
  });
}

test('finds no fragment in one that is cut off, wherever that is', () => {
  const end = whole.indexOf('"a":1');

  const found = Array.from({ length: end }, (_, length) => readFragment(whole.slice(0, length)));

  assert.ok(found.every((each) => each === undefined));
});

test('leaves out a createdAt that is no time, and keeps the rest', () => {
  const found = readFragment(whole.replace('},', ',"createdAt":"soon"},'));

  assert.equal(found?.carrier, sampleCarrier);
});

test('takes nothing from a __proto__ member', () => {
  const text = whole.replace('"sentAt":1732287000123', '"__proto__":{"sentAt":1732287000123}');

  const found = readFragment(text);

  assert.is(found, undefined);
});

test.run();
