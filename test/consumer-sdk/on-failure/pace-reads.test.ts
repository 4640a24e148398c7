import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paceReads } from '../../../packages/consumer-sdk/src/on-failure/pace-reads.ts';

const test = suite('consumer-sdk / on-failure / pace-reads');

test('the first read may go at once, and one whose turn is after its deadline may not', async () => {
  const awaitTurn = paceReads(2, () => 1_000);

  const turns = [await awaitTurn(1_000), await awaitTurn(1_499), await awaitTurn(1_000)];

  assert.equal(turns, [true, false, false]);
});

test('a turn that was not taken is the next one’s', async () => {
  let nowMs = 0;
  const awaitTurn = paceReads(2, () => nowMs);
  await awaitTurn(0);
  await awaitTurn(100);
  nowMs = 500;

  assert.ok(await awaitTurn(500));
});

test('turns are spread evenly over all that ask', async () => {
  let nowMs = 0;
  const awaitTurn = paceReads(1_000, () => nowMs);
  const order: string[] = [];

  const both = Promise.all(['a', 'b'].map(async (name) => (await awaitTurn(10)) && order.push(name)));
  nowMs = 10;
  await both;

  assert.equal(order, ['a', 'b']);
});

test.run();
