import {
  checkHasMethod,
  checkOneOf,
  checkText,
  checkWholeNumber,
  isKinesisOtelOptionError,
  rejectUnknownOptions,
} from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / check-options');

type Check = (value: unknown) => void;

const checks: Readonly<Record<string, readonly [check: Check, good: readonly unknown[], bad: readonly unknown[]]>> = {
  text: [(value) => checkText('it', value), ['x', ' x ', undefined], ['', ' \n', 0, null, {}, ['x']]],
  'a whole number': [
    (value) => checkWholeNumber('it', value, 0, 10),
    [0, 10, 5, undefined],
    [-1, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null, true],
  ],
  'one of a list': [
    (value) => checkOneOf('it', value, ['json', true]),
    ['json', true, undefined],
    ['JSON', 'true', false, null, 1],
  ],
  'an object with a method': [
    (value) => checkHasMethod('it', value, 'getTracer'),
    [{ getTracer: () => undefined }, undefined],
    [null, {}, { getTracer: 1 }, 'getTracer', () => undefined],
  ],
};

for (const [what, [check, good, bad]] of Object.entries(checks)) {
  for (const value of good) {
    test(`${what}: lets ${typeof value} ${String(value)} pass`, () => {
      assert.not.throws(() => check(value));
    });
  }

  for (const value of bad) {
    test(`${what}: refuses ${typeof value} ${JSON.stringify(value)}`, () => {
      assert.throws(
        () => check(value),
        (error: unknown) =>
          isKinesisOtelOptionError(error) &&
          error.code === 'INVALID_OPTION' &&
          error.option === 'it' &&
          Object.is(error.received, value),
      );
    });
  }
}

test('a whole number’s cure names both ends', () => {
  assert.throws(() => checkWholeNumber('maxLinks', 1.5, 0, 10), /`maxLinks` is 1\.5\. .*from 0 to 10/);
});

test('the cure of one of a list names the list', () => {
  assert.throws(() => checkOneOf('decode', 'xml', ['json', 'text']), /`decode` is "xml"\. Give one of "json", "text"/);
});

test('the cure of a method names it', () => {
  assert.throws(() => checkHasMethod('tracerProvider', {}, 'getTracer'), /an object with a `getTracer` method/);
});

const known = ['pipeline', 'environment', 'tracerProvider', 'meterProvider'];

for (const [wrong, nearest] of [
  ['pipelin', 'pipeline'],
  ['Environment', 'environment'],
  ['traceProvider', 'tracerProvider'],
  ['meterprovider', 'meterProvider'],
] as const) {
  test(`an unknown option ${wrong} is told from ${nearest}`, () => {
    assert.throws(
      () => rejectUnknownOptions({ [wrong]: 1 }, known),
      (error: unknown) =>
        isKinesisOtelOptionError(error) &&
        error.code === 'UNKNOWN_OPTION' &&
        error.option === wrong &&
        error.message.includes(`Did you mean \`${nearest}\`?`) &&
        error.message.includes(known.join(', ')),
    );
  });
}

test('known options pass, undefined ones too', () => {
  assert.not.throws(() => rejectUnknownOptions({ pipeline: 'a', environment: undefined }, known));
});

test.run();
