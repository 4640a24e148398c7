import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { partialFailure } from '../../../packages/consumer-sdk/src/downstream/partial-failure.ts';

const test = suite('consumer-sdk / partial failure');

test('unprocessed items are a failure by that name', () => {
  const output = { UnprocessedItems: { orders: [{ PutRequest: { Item: {} } }] } };

  const failure = partialFailure(output);

  assert.equal(failure, { error: { name: 'UnprocessedItems' } });
});

for (const [name, output] of [
  ['an empty map of unprocessed items', { UnprocessedItems: {} }],
  ['a map that is null', { UnprocessedItems: null }],
  ['an answer without the member', { Attributes: {} }],
  ['no answer', undefined],
] as const) {
  test(`${name} is no failure`, () => {
    assert.is(partialFailure(output), undefined);
  });
}

test.run();
