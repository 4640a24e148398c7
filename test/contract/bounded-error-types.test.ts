import { boundErrorTypes } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / bounded-error-types');

const errors: readonly (readonly [what: string, error: unknown, type: string])[] = [
  ['an error', new TypeError('x'), 'TypeError'],
  ['an AWS error', { name: 'ThrottlingException' }, 'ThrottlingException'],
  ['a code', 'InternalFailure', 'InternalFailure'],
  ['an empty text', '', '_OTHER'],
  ['an error without a name', Object.assign(new Error('x'), { name: '' }), '_OTHER'],
  ['an error whose name is no text', { name: 404 }, '_OTHER'],
  ['undefined', undefined, '_OTHER'],
  ['null', null, '_OTHER'],
  ['a number', 42, '_OTHER'],
  ['a name longer than 64 characters', { name: 'x'.repeat(65) }, 'x'.repeat(64)],
  ['a code longer than 64 characters', 'x'.repeat(65), 'x'.repeat(64)],
];

for (const [what, error, type] of errors) {
  test(`the type of ${what} is '${type.slice(0, 20)}'`, () => {
    const errorTypeOf = boundErrorTypes();

    assert.is(errorTypeOf(error), type);
  });
}

test('names beyond the limit are _OTHER, and those known before stay', () => {
  const errorTypeOf = boundErrorTypes(2);

  const types = ['A', 'B', 'A', 'C', 'B', 'A'].map(errorTypeOf);

  assert.equal(types, ['A', 'B', 'A', '_OTHER', 'B', 'A']);
});

test('twenty names are known if nothing else is said', () => {
  const errorTypeOf = boundErrorTypes();

  const types = Array.from({ length: 21 }, (_, index) => errorTypeOf(`E${index}`));

  assert.equal(types.slice(-2), ['E19', '_OTHER']);
});

test('_OTHER itself takes no place', () => {
  const errorTypeOf = boundErrorTypes(1);

  const types = [undefined, 'A', 'B'].map(errorTypeOf);

  assert.equal(types, ['_OTHER', 'A', '_OTHER']);
});

test.run();
