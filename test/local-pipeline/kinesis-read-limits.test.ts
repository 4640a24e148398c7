import {
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type KinesisServiceException,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { rejects } from '../support/rejects.ts';

/* What GetRecords gives and when it refuses: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html. */
const test = suite('local-pipeline / kinesis read limits');
const pool = createKinesisPool();
const mebibyte = 1_048_576;
let kinesis: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start({ writeLimits: false });
});

test.after(pool.stop);

type From = Partial<GetShardIteratorCommandInput>;

async function iterator(StreamName: string, from: From = {}, service = kinesis): Promise<string> {
  const place = { ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON', ...from } as const;
  const answer = await service.sdkClient().send(new GetShardIteratorCommand({ StreamName, ...place }));
  return answer.ShardIterator ?? '';
}

function read(ShardIterator: string, Limit?: number): Promise<GetRecordsCommandOutput> {
  return kinesis.sdkClient().send(new GetRecordsCommand({ ShardIterator, ...(Limit === undefined ? {} : { Limit }) }));
}

async function put(StreamName: string, count: number, bytes: number): Promise<void> {
  const Records = Array.from({ length: count }, (_, index) => ({
    PartitionKey: `${index}`.padStart(4, '0'),
    Data: Buffer.alloc(bytes - 4, 'x'),
  }));
  await kinesis.sdkClient().send(new PutRecordsCommand({ StreamName, Records }));
}

async function isThrottled(place: string): Promise<boolean> {
  try {
    await read(place);
    return false;
  } catch (error) {
    assert.is((error as KinesisServiceException).name, 'ProvisionedThroughputExceededException');
    return true;
  }
}

test('a shard answers five reads a second, whoever makes them, and others on their own', async () => {
  const stream = await kinesis.createStream(2);
  const [place, other] = [await iterator(stream), await iterator(stream, { ShardId: 'shardId-000000000001' })];
  for (let call = 0; call < 5; call++) await read(place);

  const error = (await rejects(read(await iterator(stream)))) as KinesisServiceException;
  const isOtherThrottled = await isThrottled(other);
  kinesis.advanceMs(199);
  const isEarlyThrottled = await isThrottled(place);
  kinesis.advanceMs(1);
  const then = [await isThrottled(place), await isThrottled(place)];

  assert.is(error.name, 'ProvisionedThroughputExceededException');
  assert.is(error.$metadata.httpStatusCode, 400);
  assert.is(
    error.message,
    `Rate exceeded for shard shardId-000000000000 in stream ${stream} under account 000000000000.`,
  );
  assert.equal([isOtherThrottled, isEarlyThrottled, ...then], [false, true, false, true]);
});

test('a read gives 10 MiB at most and then none for five seconds; the next goes on where it ended', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, 10, mebibyte);
  await put(stream, 3, mebibyte);

  const first = await read(await iterator(stream));
  kinesis.advanceMs(4999);
  const isThrottledAfter4999 = await isThrottled(first.NextShardIterator ?? '');
  kinesis.advanceMs(1);
  const second = await read(first.NextShardIterator ?? '');

  assert.is(first.Records?.length, 10);
  assert.ok(isThrottledAfter4999);
  const read13 = [...(first.Records ?? []), ...(second.Records ?? [])];
  assert.equal(
    read13.map(({ SequenceNumber }) => SequenceNumber),
    kinesis.book.ledger.records(stream).map(({ sequenceNumber }) => sequenceNumber),
  );
});

test('reads of 2 MiB in all do not block a shard, more does', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, 3, mebibyte);
  const first = await read(await iterator(stream), 1);
  const second = await read(first.NextShardIterator ?? '', 1);

  const third = await read(second.NextShardIterator ?? '', 1);
  const isBlocked = await isThrottled(third.NextShardIterator ?? '');
  kinesis.advanceMs(1500);
  const isBlockedLater = await isThrottled(third.NextShardIterator ?? '');

  assert.equal(
    [first, second, third].map(({ Records }) => Records?.length),
    [1, 1, 1],
  );
  assert.equal([isBlocked, isBlockedLater], [true, false]);
});

test('a read gives as many records as asked for, over all the pages it takes', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, 500, 20);

  const some = await read(await iterator(stream), 131);
  const rest = await read(some.NextShardIterator ?? '');

  assert.equal([some.Records?.length, rest.Records?.length], [131, 369]);
  const last = rest.Records?.at(-1)?.PartitionKey;
  assert.equal([some.Records?.at(-1)?.PartitionKey, rest.Records?.[0]?.PartitionKey, last], ['0130', '0131', '0499']);
});

test('MillisBehindLatest is the time to the arrival of the shard’s newest record, and 0 only at the tip', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, 2, 20);
  await new Promise((resolve) => setTimeout(resolve, 30));
  await put(stream, 1, 20);

  const first = await read(await iterator(stream), 1);
  const second = await read(first.NextShardIterator ?? '', 1);
  const third = await read(second.NextShardIterator ?? '', 1);
  const fourth = await read(third.NextShardIterator ?? '', 1);

  const newest = kinesis.book.ledger.records(stream).at(-1)?.acceptedAtMs ?? 0;
  const arrivedAtMs = first.Records?.[0]?.ApproximateArrivalTimestamp?.getTime() ?? 0;
  assert.is(first.MillisBehindLatest, newest - arrivedAtMs);
  assert.ok((second.MillisBehindLatest ?? 0) >= 25);
  assert.equal([third.MillisBehindLatest, fourth.MillisBehindLatest], [0, 0]);
});

test('an iterator at a timestamp is answered where no record is that young, and reads what comes', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, 2, 20);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const at = { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date() } as const;

  const place = await iterator(stream, at);
  const empty = await iterator(stream, { ...at, ShardId: 'shardId-000000000000' });
  await put(stream, 1, 20);
  const found = await read(place);
  const again = await read(await iterator(stream, at));

  assert.is(empty.length > 0, true);
  assert.equal([found.Records?.length, again.Records?.length], [1, 1]);
  assert.is(found.Records?.[0]?.SequenceNumber, kinesis.book.ledger.records(stream).at(-1)?.sequenceNumber);
});

test('an iterator at a timestamp before all records begins with the first, in an empty shard with what comes', async () => {
  const stream = await kinesis.createStream(2);
  const at = { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(Date.now() - 60_000) } as const;
  const empty = await iterator(stream, { ...at, ShardId: 'shardId-000000000001' });
  await put(stream, 50, 20);

  const [first, second] = [await read(await iterator(stream, at)), await read(empty)];

  assert.is((first.Records?.length ?? 0) + (second.Records?.length ?? 0), 50);
});

test('an iterator nobody gave out is refused', async () => {
  const error = await rejects(read('AAAAAAAAAAE'));

  assert.is(error.name, 'InvalidArgumentException');
});

test('limits can be switched off', async () => {
  const free = await pool.start({ readLimits: false });
  const place = await iterator(await free.createStream(1), {}, free);

  for (let call = 0; call < 12; call++) await free.sdkClient().send(new GetRecordsCommand({ ShardIterator: place }));
});

test.run();
