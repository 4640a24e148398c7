import { isKinesisOtelOptionError, KinesisOtelOptionError } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / option-error');

const values: readonly (readonly [received: unknown, described: string])[] = [
  ['text', '"text"'],
  [1.5, '1.5'],
  [null, 'null'],
  [undefined, 'undefined'],
  [['a'], 'an array'],
  [{ secret: 'x' }, 'an object'],
  [() => 'secret', 'a function'],
  [Symbol('it'), 'Symbol(it)'],
];

for (const [received, described] of values) {
  test(`names the option, ${described} as what it got, and the cure`, () => {
    const error = new KinesisOtelOptionError('INVALID_OPTION', 'maxLinks', received, 'Give a whole number.');

    assert.is(error.message, `INVALID_OPTION: option \`maxLinks\` is ${described}. Give a whole number.`);
    assert.equal([error.name, error.code, error.option], ['KinesisOtelOptionError', 'INVALID_OPTION', 'maxLinks']);
    assert.is(error.received, received);
  });
}

test('is known by a brand, which another copy of the library gives as well', () => {
  const own = new KinesisOtelOptionError('UNKNOWN_OPTION', 'x', 1, '');
  const ofAnotherCopy = Object.assign(new Error('x'), { [Symbol.for('kinesis-otel option error')]: true });

  assert.ok(own instanceof Error);
  assert.is(isKinesisOtelOptionError(own), true);
  assert.is(isKinesisOtelOptionError(ofAnotherCopy), true);
});

test('is told from every other value', () => {
  const others = [new Error('x'), { name: 'KinesisOtelOptionError' }, null, undefined, 'x'];

  assert.equal(others.map(isKinesisOtelOptionError), [false, false, false, false, false]);
});

test('does not show its brand where it is logged', () => {
  const error = new KinesisOtelOptionError('UNKNOWN_OPTION', 'x', 1, '');

  assert.equal(Object.keys(error).sort(), ['code', 'name', 'option', 'received']);
});

test.run();
