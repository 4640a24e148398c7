import { rememberLast } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / remember-last');

test('makes a value once for as long as the key stays the same', () => {
  const made: string[] = [];
  const valueFor = rememberLast((key: string) => {
    made.push(key);
    return { key };
  });

  const values = ['a', 'a', 'b', 'b', 'a'].map(valueFor);

  assert.equal(made, ['a', 'b', 'a']);
  assert.is(values[0], values[1]);
  assert.equal(
    values.map(({ key }) => key),
    ['a', 'a', 'b', 'b', 'a'],
  );
});

test('an undefined key is a key like any other', () => {
  let made = 0;
  const valueFor = rememberLast((_key: undefined) => ++made);

  const values = [valueFor(undefined), valueFor(undefined)];

  assert.equal(values, [1, 1]);
});

test.run();
