import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createShardPoll, type ShardPoll } from '../../packages/local-pipeline/src/event-source-mapping/shard-poll.ts';
import { createLedger } from '../../packages/local-pipeline/src/ledger/ledger.ts';

/* "A limit of five transactions per second per shard": https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html. */
const test = suite('local-pipeline / kinesis poll pace');

const record = {
  SequenceNumber: '49680467178444496010648003113196782221117174378745823282',
  PartitionKey: 'EDDF',
  Data: 'eA==',
  ApproximateArrivalTimestamp: 1_763_835_000.123,
};

/** A poll on a clock that passes `scale` times as fast and shows 1,000 ms, of reads that find so many records. */
function pollOf(found: number, scale = 1): ShardPoll {
  return createShardPoll({
    reader: {
      open: async () => {},
      read: async (limit) => ({
        records: Array.from({ length: Math.min(found, limit) }, () => record),
        millisBehindLatest: 0,
        hasEnded: false,
      }),
    },
    shardId: 'shardId-000000000000',
    readLimit: 3,
    pollIntervalMs: 1000,
    clock: {
      nowMs: () => 1000,
      wallMs: (durationMs) => durationMs / scale,
      elapsedMs: () => 0,
      pause: async () => {},
    },
    page: createLedger().page('flights'),
    hasRoom: () => true,
    onRead: () => {},
    onCaughtUp: () => {},
  });
}

test('a shard is read once an interval while a read finds all there is', async () => {
  const poll = pollOf(2);

  await poll.run();

  assert.is(poll.dueAtMs(), 2000);
});

test('a shard that has more is read five times a second, and not more often', async () => {
  const poll = pollOf(4);

  await poll.run();

  assert.is(poll.dueAtMs(), 1200);
});

test('on a faster clock the five reads come faster', async () => {
  const poll = pollOf(4, 10);

  await poll.run();

  assert.is(poll.dueAtMs(), 1020);
});

test.run();
