import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DrivenShard, driveShard } from '../support/drive-shard.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
const test = suite('local-pipeline / mapping-filter');
let driven: DrivenShard | undefined;

test.after.each(() => driven?.stop());

const onlyOrders = [{ data: { kind: ['order'] } }];
const order = '{"kind":"order"}';
const refund = '{"kind":"refund"}';

test('only what a pattern lets through is sent, in batches of it', async () => {
  driven = driveShard({ batchSize: 2, filterPatterns: onlyOrders });
  driven.put(refund, order, 'no JSON', order, refund, order, refund);
  await driven.drained();

  assert.equal(driven.batches(), [[order, order], [order]]);
  const { accepted, delivered, settled, filtered, dropped } = driven.page.counts();
  assert.equal([accepted, delivered, settled, filtered, dropped], [7, 3, 3, 4, 0]);
});

test('records that are filtered are done with without an invocation', async () => {
  driven = driveShard({ filterPatterns: onlyOrders });
  driven.put(refund, refund);
  await driven.drained();

  assert.equal(driven.events, []);
  const fates = driven.page.records().map(({ deliveries, filteredAtMs }) => [deliveries, typeof filteredAtMs]);
  assert.equal(fates, [
    [0, 'number'],
    [0, 'number'],
  ]);
});

test('the checkpoint does not pass a record under way for the filtered ones behind it', async () => {
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  driven = driveShard({ filterPatterns: onlyOrders, answer: () => finished });
  driven.put(order, refund);
  while (driven.events.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  const before = [...driven.checkpoints];
  finish();
  await driven.drained();

  assert.equal(before, []);
  assert.equal(driven.checkpoints, [refund]);
});

test.run();
