import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DrivenShard, driveShard, failing, textOf } from '../support/drive-shard.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
const test = suite('local-pipeline / mapping-bisect');
const bisecting = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 };
let driven: DrivenShard | undefined;

test.after.each(() => driven?.stop());

function throwAt(text: string) {
  return ({ Records }: Parameters<typeof failing>[0]): null => {
    if (Records.some((record) => textOf(record) === text)) throw new TypeError('poison');
    return null;
  };
}

function fates(shard: DrivenShard): readonly (readonly string[])[] {
  return shard.givenUp.map(({ records }) => records.map(({ lambdaRecord }) => textOf(lambdaRecord)));
}

test('a batch that fails is split in two and both halves are sent, in order', async () => {
  driven = driveShard({ ...bisecting, answer: throwAt('d') });
  driven.put('a', 'b', 'c', 'd');
  await driven.drained();

  assert.equal(driven.batches(), [['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['d']]);
});

test('splitting uses up no retry, so that one poison record of many is given up alone', async () => {
  driven = driveShard({ ...bisecting, answer: throwAt('r21') });
  driven.put(...Array.from({ length: 50 }, (_, index) => `r${index}`));
  await driven.drained();

  assert.equal(fates(driven), [['r21']]);
  assert.is(driven.givenUp[0]?.condition, 'RetryAttemptsExhausted');
  const { settled, deadLettered } = driven.page.counts();
  assert.equal([settled, deadLettered], [49, 1]);
});

test('a record alone uses up the retries', async () => {
  driven = driveShard({ ...bisecting, maximumRetryAttempts: 2, answer: throwAt('b') });
  driven.put('a', 'b');
  await driven.drained();

  assert.equal(driven.batches(), [['a', 'b'], ['a'], ['b'], ['b'], ['b']]);
});

test('a partial response splits the batch at the sequence number returned, and that record again in halves', async () => {
  driven = driveShard({ ...bisecting, answer: (event) => failing(event, 'c') });
  driven.put('a', 'b', 'c', 'd', 'e');
  await driven.drained();

  assert.equal(driven.batches(), [['a', 'b', 'c', 'd', 'e'], ['c', 'd', 'e'], ['c', 'd'], ['c'], ['d'], ['e']]);
  assert.equal(fates(driven), [['c']]);
});

test('a failure that comes and goes is only split, and nothing is given up', async () => {
  driven = driveShard({
    ...bisecting,
    answer: (_, invocation) => {
      if (invocation === 1) throw new Error('for once');
      return null;
    },
  });
  driven.put('a', 'b', 'c');
  await driven.drained();

  assert.equal(driven.batches(), [['a', 'b', 'c'], ['a', 'b'], ['c']]);
  assert.is(driven.page.counts().settled, 3);
});

test('without bisectBatchOnFunctionError the whole batch is retried and given up', async () => {
  driven = driveShard({ maximumRetryAttempts: 1, answer: throwAt('b') });
  driven.put('a', 'b', 'c');
  await driven.drained();

  assert.equal(driven.batches(), [
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
  assert.equal(fates(driven), [['a', 'b', 'c']]);
  assert.is(driven.givenUp[0]?.invocations, 2);
});

test.run();
