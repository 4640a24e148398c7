import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  MergeShardsCommand,
  PutRecordsCommand,
  SplitShardCommand,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { addMapping, type Mapping } from '../../packages/local-pipeline/src/event-source-mapping/add-mapping.ts';
import type { LambdaRecord } from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';
import type { MappingOptions } from '../../packages/local-pipeline/src/event-source-mapping/mapping-options.ts';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';

const test = suite('local-pipeline / kinesis resharding');
const pool = createKinesisPool();
const half = 2n ** 127n;
const shard = (index: number): string => `shardId-${`${index}`.padStart(12, '0')}`;
const mappings: Mapping[] = [];
let kinesis: LocalKinesis;
let client: KinesisClient;

test.before(async () => {
  kinesis = await pool.start({ readLimits: false });
  client = kinesis.sdkClient();
});

test.after.each(async () => {
  await Promise.all(mappings.splice(0).map((mapping) => mapping.stop()));
});

test.after(pool.stop);

/** Resolves once the stream is ACTIVE again. */
async function split(StreamName: string, index: number, at: bigint): Promise<void> {
  await client.send(new SplitShardCommand({ StreamName, ShardToSplit: shard(index), NewStartingHashKey: `${at}` }));
  await waitUntilStreamExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.01 }, { StreamName });
}

async function merge(StreamName: string, index: number, adjacent: number): Promise<void> {
  await client.send(
    new MergeShardsCommand({ StreamName, ShardToMerge: shard(index), AdjacentShardToMerge: shard(adjacent) }),
  );
  await waitUntilStreamExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.01 }, { StreamName });
}

/** Puts, for each key, the texts `<key><number>`; gives the count of those that were refused. */
async function put(StreamName: string, keys: readonly string[], from: number, count: number): Promise<number> {
  const Records = keys.flatMap((key) =>
    Array.from({ length: count }, (_, index) => ({ PartitionKey: key, Data: Buffer.from(`${key}${from + index}`) })),
  );
  const { FailedRecordCount = 0 } = await client.send(new PutRecordsCommand({ StreamName, Records }));
  return FailedRecordCount;
}

interface Mapped {
  readonly mapping: Mapping;
  /** In the order in which the function got them. */
  readonly records: LambdaRecord[];
}

async function map(streamName: string, options: Partial<MappingOptions> = {}, work = async () => {}): Promise<Mapped> {
  const records: LambdaRecord[] = [];
  const target = {
    name: 'consumer',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:consumer',
    sandboxCount: 1,
    stop: async () => {},
    invoke: async (event: unknown) => {
      records.push(...(event as { readonly Records: LambdaRecord[] }).Records);
      await work();
      return { ok: true, payload: null } as const;
    },
  };
  const base = { functionName: 'consumer', streamName, batchSize: 10, batchingWindowMs: 0, pollIntervalMs: 20 };
  const page = kinesis.book.page(streamName);
  const parts = { client: kinesis.ownClient, target, page, clock: createClock() };
  const mapping = await addMapping({ ...base, reportBatchItemFailures: true, ...options }, parts);
  mappings.push(mapping);
  return { mapping, records };
}

function textOf({ kinesis: { data } }: LambdaRecord): string {
  return Buffer.from(data, 'base64').toString();
}

/** The numbers of each key's records, in the order in which the function got them. */
function numbersByKey(records: readonly LambdaRecord[]): Record<string, number[]> {
  const byKey: Record<string, number[]> = {};
  for (const record of records) {
    const text = textOf(record);
    byKey[text.slice(0, 1)] = [...(byKey[text.slice(0, 1)] ?? []), Number(text.slice(1))];
  }
  return byKey;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html
test('a split doubles what a stream takes; a parent takes nothing more', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, ['a'], 0, 500);
  await put(stream, ['b'], 0, 500);
  const refusedBefore = await put(stream, ['a', 'b'], 0, 10);

  await split(stream, 0, half);
  const refusedAfter = await put(stream, keys, 0, 50);

  const used = new Set(kinesis.book.ledger.records(stream).map(({ shardId }) => shardId));
  assert.equal([refusedBefore, refusedAfter], [20, 0]);
  assert.equal([...used].sort(), [shard(0), shard(1), shard(2)]);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html
test('two shards merged take as much as one', async () => {
  const stream = await kinesis.createStream(2);

  await merge(stream, 0, 1);
  const refused = [await put(stream, ['a'], 0, 500), await put(stream, keys, 0, 62), await put(stream, keys, 0, 1)];
  refused.push(await put(stream, ['a'], 0, 1));

  assert.equal(refused, [0, 0, 4, 1]);
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
  assert.equal([Shards[2]?.ParentShardId, Shards[2]?.AdjacentParentShardId], [shard(0), shard(1)]);
});

// NextShardIterator and ChildShards: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
test('a read of a closed shard ends, however old its last record is, and names the children', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, ['a'], 0, 3);
  const place = { StreamName: stream, ShardId: shard(0), ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(place));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const tip = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 3 }));
  const open = await client.send(new GetRecordsCommand({ ShardIterator: tip.NextShardIterator }));

  await split(stream, 0, half);
  const closed = await client.send(new GetRecordsCommand({ ShardIterator: tip.NextShardIterator }));

  assert.type(open.NextShardIterator, 'string');
  assert.is(closed.NextShardIterator, undefined);
  assert.equal(closed.ChildShards, [
    {
      ShardId: shard(1),
      ParentShards: [shard(0)],
      HashKeyRange: { StartingHashKey: '0', EndingHashKey: `${half - 1n}` },
    },
    {
      ShardId: shard(2),
      ParentShards: [shard(0)],
      HashKeyRange: { StartingHashKey: `${half}`, EndingHashKey: `${2n ** 128n - 1n}` },
    },
  ]);
});

// https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
test('a mapping follows splits and merges, and the records of a key stay in order', async () => {
  const stream = await kinesis.createStream(1);
  const { mapping, records } = await map(stream, {}, () => new Promise((resolve) => setTimeout(resolve, 2)));
  await put(stream, keys, 0, 20);

  await split(stream, 0, half);
  await put(stream, keys, 20, 20);
  await split(stream, 1, half / 2n);
  await put(stream, keys, 40, 20);
  await merge(stream, 4, 2);
  await put(stream, keys, 60, 20);
  await mapping.drained();

  assert.equal(numbersByKey(records), Object.fromEntries(keys.map((key) => [key, upTo(80)])));
  assert.ok(new Set(records.map(({ eventID }) => eventID.split(':')[0])).size >= 5);
});

test('a child is read once its parent is done with, not only read', async () => {
  const stream = await kinesis.createStream(1);
  let finish = (): void => {};
  const held = new Promise<void>((resolve) => (finish = resolve));
  const { mapping, records } = await map(stream, {}, () => held);
  await put(stream, keys, 0, 1);
  await split(stream, 0, half);
  await put(stream, keys, 1, 1);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const whileHeld = records.map(({ eventID }) => eventID.split(':')[0]);

  finish();
  await mapping.drained();

  assert.equal(
    whileHeld,
    keys.map(() => shard(0)),
  );
  assert.equal(numbersByKey(records), Object.fromEntries(keys.map((key) => [key, upTo(2)])));
});

test('a mapping added after resharding reads the parents first', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, keys, 0, 5);
  await split(stream, 0, half);
  await put(stream, keys, 5, 5);
  await merge(stream, 1, 2);
  await put(stream, keys, 10, 5);

  const { mapping, records } = await map(stream);
  await mapping.drained();

  assert.equal(numbersByKey(records), Object.fromEntries(keys.map((key) => [key, upTo(15)])));
});

test('a mapping that starts at the tip reads all of a shard that is made later', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, keys, 0, 5);
  const { mapping, records } = await map(stream, { startingPosition: 'LATEST' });

  await split(stream, 0, half);
  await put(stream, keys, 5, 5);
  await mapping.drained();

  assert.equal(numbersByKey(records), Object.fromEntries(keys.map((key) => [key, [5, 6, 7, 8, 9]])));
});

test('a list of shards that fails is counted and asked for again', async () => {
  const stream = await kinesis.createStream(1);
  const { mapping, records } = await map(stream);
  kinesis.controls.setFaults({ errorRate: 1, operations: ['ListShards'] });
  await split(stream, 0, half);
  await put(stream, keys, 0, 1);
  while (kinesis.book.ledger.counts(stream).failedReads === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  kinesis.controls.setFaults(undefined);
  await mapping.drained();

  assert.match(kinesis.book.ledger.counts(stream).lastReadFailure ?? '', /ListShards/);
  assert.is(records.length, 8);
});

test.run();
