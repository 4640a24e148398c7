import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { laneIndex } from '../../packages/local-pipeline/src/event-source-mapping/lane.ts';
import { type DrivenShard, driveShard, textOf } from '../support/drive-shard.ts';
import { eventually } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html (ParallelizationFactor)
const test = suite('local-pipeline / mapping-lanes');
let driven: DrivenShard | undefined;

test.after.each(() => driven?.stop());

/** A partition key for each lane. */
function keys(count: number): readonly string[] {
  return Array.from({ length: count }, (_, lane) => {
    for (let index = 0; ; index++) if (laneIndex(`key-${index}`, count) === lane) return `key-${index}`;
  });
}

function keyOf(record: { readonly kinesis: { readonly partitionKey: string } }): string {
  return record.kinesis.partitionKey;
}

test('a partition key always goes to the same lane, and keys go to all of them', () => {
  const lanes = Array.from({ length: 500 }, (_, index) => laneIndex(`key-${index}`, 10));

  assert.equal(
    lanes,
    Array.from({ length: 500 }, (_, index) => laneIndex(`key-${index}`, 10)),
  );
  assert.equal([...new Set(lanes)].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('several batches of one shard are sent at once, those of one key one after the other and in order', async () => {
  const open = new Map<string, number>();
  let mostAtOnce = 0;
  let mostOfOneKey = 0;
  const all = keys(4);
  driven = driveShard({
    parallelizationFactor: 4,
    batchSize: 2,
    answer: async ({ Records }) => {
      const [key = ''] = new Set(Records.map(keyOf));
      open.set(key, (open.get(key) ?? 0) + 1);
      mostOfOneKey = Math.max(mostOfOneKey, open.get(key) ?? 0);
      mostAtOnce = Math.max(
        mostAtOnce,
        [...open.values()].reduce((sum, each) => sum + each, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
      open.set(key, (open.get(key) ?? 0) - 1);
      return null;
    },
  });
  const sent = Array.from({ length: 24 }, (_, index) => ({ text: `r${index}`, key: all[index % 4] ?? '' }));
  driven.put(...sent);
  await driven.drained();

  assert.equal([mostAtOnce, mostOfOneKey], [4, 1]);
  for (const key of all) {
    const texts = driven.events.flatMap(({ Records }) => Records.filter((record) => keyOf(record) === key).map(textOf));
    assert.equal(
      texts,
      sent.filter((record) => record.key === key).map(({ text }) => text),
    );
  }
});

test('a lane that is stuck does not stop the others, but holds the checkpoint', async () => {
  const [stuck = '', free = ''] = keys(2);
  let heal = (): void => {};
  const healed = new Promise<void>((resolve) => (heal = resolve));
  driven = driveShard({
    parallelizationFactor: 2,
    batchSize: 1,
    answer: async ({ Records }) => {
      if (Records.some((record) => textOf(record) === 'b')) await healed;
    },
  });
  driven.put({ text: 'a', key: free }, { text: 'b', key: stuck }, { text: 'c', key: free }, { text: 'd', key: free });
  await eventually(() => driven?.page.counts().settled === 3);
  const before = [...driven.checkpoints];
  heal();
  await driven.drained();

  assert.equal(before.at(-1), 'a');
  assert.equal(driven.checkpoints.at(-1), 'd');
  assert.is(driven.page.counts().settled, 4);
});

test('without a factor there is one batch at a time', async () => {
  let open = 0;
  let mostAtOnce = 0;
  driven = driveShard({
    batchSize: 1,
    answer: async () => {
      mostAtOnce = Math.max(mostAtOnce, ++open);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open--;
    },
  });
  driven.put(...keys(4).map((key) => ({ text: key, key })));
  await driven.drained();

  assert.equal([driven.events.length, mostAtOnce], [4, 1]);
});

test('a shard that is closed is read to its end and then left', async () => {
  driven = driveShard({ parallelizationFactor: 3, batchSize: 2 });
  driven.put(...Array.from({ length: 9 }, (_, index) => ({ text: `r${index}`, key: `key-${index}` })));
  driven.close();
  await driven.ended;

  assert.is(driven.page.counts().settled, 9);
});

test.run();
