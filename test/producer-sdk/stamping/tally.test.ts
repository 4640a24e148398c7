import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createTally } from '../../../packages/producer-sdk/src/stamping/tally.ts';

const test = suite('producer-sdk / tally');

test('keys are counted in a row and apart', () => {
  const tally = createTally<string>();

  for (const key of ['a', 'a', 'b', 'a', 'c', 'c']) tally.add(key);

  assert.equal([...tally.counts()].sort(), [
    ['a', 3],
    ['b', 1],
    ['c', 2],
  ]);
});

test('nothing added is nothing counted, and counting goes on after a look', () => {
  const tally = createTally<string>();

  assert.is(tally.counts().size, 0);
  tally.add('a');
  assert.is(tally.counts().get('a'), 1);
  tally.add('a');
  assert.is(tally.counts().get('a'), 2);
});

test.run();
