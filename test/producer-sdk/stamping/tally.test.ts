import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tallyOf } from '../../../packages/producer-sdk/src/stamping/tally.ts';

const test = suite('producer-sdk / tally');

test('keys are counted in a row and apart', () => {
  const keys = ['a', 'a', 'b', 'a', 'c', 'c'];

  const counts = tallyOf(keys);

  assert.equal(
    counts,
    new Map([
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ]),
  );
});

test('of no keys, nothing is counted', () => {
  assert.is(tallyOf([]).size, 0);
});

test('each key is counted as often as it comes, in whatever order', () => {
  const keysArbitrary = fc.array(fc.constantFrom<string>('a', 'b', 'c'), { maxLength: 40 });
  const property = fc.property(keysArbitrary, (keys) => {
    const counts = tallyOf(keys);

    for (const key of ['a', 'b', 'c']) assert.is(counts.get(key) ?? 0, keys.filter((each) => each === key).length);
    assert.not.ok([...counts.values()].includes(0));
  });
  fc.assert(property, { numRuns: 1_000 });
});

test.run();
