import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { boundTargets } from '../../../packages/consumer-sdk/src/downstream/bound-targets.ts';

const test = suite('consumer-sdk / bound-targets');

test('beyond its limit a target has no name of its own, and those before keep theirs', () => {
  const targetOf = boundTargets(2);

  const targets = ['DynamoDB/a', 'DynamoDB/b', 'DynamoDB/c', 'DynamoDB/a'].map(targetOf);

  assert.equal(targets, ['DynamoDB/a', 'DynamoDB/b', '_OTHER', 'DynamoDB/a']);
});

test('a hundred are known', () => {
  const targetOf = boundTargets();

  const targets = Array.from({ length: 101 }, (_, index) => targetOf(`DynamoDB/${index}`));

  assert.equal(targets.slice(-2), ['DynamoDB/99', '_OTHER']);
});

test.run();
