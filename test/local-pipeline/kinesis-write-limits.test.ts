import {
  type KinesisClient,
  type KinesisServiceException,
  PutRecordCommand,
  PutRecordsCommand,
  type PutRecordsCommandOutput,
} from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { rejects } from '../support/rejects.ts';

/*
 * "Each shard can support writes up to 1,000 records per second, up to a maximum data write total of 1 MB per second":
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html. Time stands still until a test moves it.
 */
const test = suite('local-pipeline / kinesis write limits');
const pool = createKinesisPool();
const mebibyte = 1_048_576;
let kinesis: LocalKinesis;
let client: KinesisClient;

test.before(async () => {
  kinesis = await pool.start();
  client = kinesis.sdkClient();
});

test.after(pool.stop);

interface Entry {
  readonly PartitionKey: string;
  readonly Data: Buffer;
  readonly ExplicitHashKey?: string;
}

function entries(count: number, dataBytes = 10, more: { readonly ExplicitHashKey?: string } = {}): Entry[] {
  return Array.from({ length: count }, (_, index) => ({
    PartitionKey: `${index}`.padStart(6, '0'),
    Data: Buffer.alloc(dataBytes, 'x'),
    ...more,
  }));
}

function put(StreamName: string, Records: Entry[]): Promise<PutRecordsCommandOutput> {
  return client.send(new PutRecordsCommand({ StreamName, Records }));
}

async function countAccepted(stream: string, Records: Entry[]): Promise<number> {
  const { FailedRecordCount = 0 } = await put(stream, Records);
  return Records.length - FailedRecordCount;
}

test('a shard takes 1,000 records in a second and refuses the rest one by one', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, entries(500));
  await put(stream, entries(490));

  const answer = await put(stream, entries(20));

  assert.is(answer.$metadata.httpStatusCode, 200);
  assert.is(answer.FailedRecordCount, 10);
  assert.is(answer.Records?.length, 20);
  assert.ok(answer.Records?.slice(0, 10).every(({ SequenceNumber, ErrorCode }) => SequenceNumber && !ErrorCode));
  assert.equal(answer.Records?.[10], {
    ErrorCode: 'ProvisionedThroughputExceededException',
    ErrorMessage: `Rate exceeded for shard shardId-000000000000 in stream ${stream} under account 000000000000.`,
  });
  assert.is(kinesis.book.ledger.counts(stream).accepted, 1000);
});

test('what is refused stands between what is stored, in the order of the request', async () => {
  const stream = await kinesis.createStream(2);
  const lower = { ExplicitHashKey: '0' };
  const upper = { ExplicitHashKey: `${2n ** 128n - 1n}` };
  await put(stream, entries(500, 10, lower));
  await put(stream, entries(499, 10, lower));
  const mixed = [
    ...entries(2, 10, lower),
    ...entries(2, 10, upper),
    ...entries(1, 10, lower),
    ...entries(1, 10, upper),
  ];

  const { Records = [], FailedRecordCount } = await put(stream, mixed);

  assert.is(FailedRecordCount, 2);
  assert.equal(
    Records.map(({ ShardId, ErrorCode }) => ShardId?.slice(-1) ?? ErrorCode?.slice(0, 11)),
    ['0', 'Provisioned', '1', '1', 'Provisioned', '1'],
  );
  const [stored] = kinesis.book.ledger.records(stream).slice(-1);
  assert.is(stored?.sequenceNumber, Records[5]?.SequenceNumber);
});

test('a shard takes 1 MiB in a second, partition keys counted', async () => {
  const stream = await kinesis.createStream(1);

  const first = await countAccepted(stream, entries(64, mebibyte / 64 - 6));
  const second = await countAccepted(stream, entries(1, 1));

  assert.equal([first, second], [64, 0]);
});

test('as much as time has passed comes back, a second’s worth at most', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, entries(500));
  await put(stream, entries(500));

  const atOnce = await countAccepted(stream, entries(500));
  kinesis.advanceMs(250);
  const afterQuarter = await countAccepted(stream, entries(500));
  kinesis.advanceMs(60_000);
  const afterMinute = [await countAccepted(stream, entries(500)), await countAccepted(stream, entries(500))];
  const thenAgain = await countAccepted(stream, entries(500));

  assert.equal([atOnce, afterQuarter, ...afterMinute, thenAgain], [0, 250, 500, 500, 0]);
});

test('shards are limited one by one, by the hash of the partition key', async () => {
  const stream = await kinesis.createStream(4);
  const one = (): Entry[] => entries(500).map((entry) => ({ ...entry, PartitionKey: 'EDDF' }));
  await put(stream, one());
  await put(stream, one());

  const same = await put(stream, one());
  const others = await put(stream, entries(100));

  const full = kinesis.book.ledger.records(stream)[0]?.shardId;
  assert.is(same.FailedRecordCount, 500);
  assert.match(same.Records?.[0]?.ErrorMessage ?? '', String(full));
  const taken = others.Records?.filter(({ ShardId }) => ShardId !== undefined) ?? [];
  assert.ok(taken.length > 0 && taken.length < 100);
  assert.ok(taken.every(({ ShardId }) => ShardId !== full));
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
test('a single put is refused with 400 ProvisionedThroughputExceededException', async () => {
  const StreamName = await kinesis.createStream(1);
  await put(StreamName, entries(500));
  await put(StreamName, entries(500));

  const single = new PutRecordCommand({ StreamName, PartitionKey: 'EDDF', Data: Buffer.from('1') });
  const error = (await rejects(client.send(single))) as KinesisServiceException;
  kinesis.advanceMs(1);
  const { SequenceNumber } = await client.send(single);

  assert.is(error.name, 'ProvisionedThroughputExceededException');
  assert.is(error.$metadata.httpStatusCode, 400);
  assert.is(
    error.message,
    `Rate exceeded for shard shardId-000000000000 in stream ${StreamName} under account 000000000000.`,
  );
  assert.match(SequenceNumber ?? '', /^\d{56}$/);
});

test('a record that is too large is a validation error on a shard that has nothing left', async () => {
  const stream = await kinesis.createStream(1);
  await put(stream, entries(1, mebibyte - 6));

  const error = await rejects(put(stream, entries(1, mebibyte + 1)));

  assert.is(error.name, 'ValidationException');
});

test('an explicit hash key that is none is refused by the engine, not by a limit', async () => {
  const stream = await kinesis.createStream(1);

  const error = await rejects(put(stream, entries(1, 1, { ExplicitHashKey: `${2n ** 128n}` })));

  assert.is(error.name, 'InvalidArgumentException');
});

// https://docs.aws.amazon.com/streams/latest/dev/large-records.html: such a record drains the burst capacity, which refills.
test('a record larger than a second’s worth is taken by a rested shard and paid off later', async () => {
  const large = await pool.start({ maxRecordBytes: 3 * mebibyte });
  const StreamName = await large.createStream(1);
  const send = (bytes: number): Promise<number> =>
    large
      .sdkClient()
      .send(new PutRecordsCommand({ StreamName, Records: entries(1, bytes - 6) }))
      .then(({ FailedRecordCount = 0 }) => 1 - FailedRecordCount);

  const accepted = [await send(3 * mebibyte), await send(10)];
  large.advanceMs(2000);
  accepted.push(await send(10));
  large.advanceMs(1);
  accepted.push(await send(10), await send(3 * mebibyte));

  assert.equal(accepted, [1, 0, 0, 1, 0]);
});

test('limits can be switched off', async () => {
  const free = await pool.start({ writeLimits: false });
  const StreamName = await free.createStream(1);

  for (let call = 0; call < 5; call++) {
    await free.sdkClient().send(new PutRecordsCommand({ StreamName, Records: entries(500) }));
  }

  assert.is(free.book.ledger.counts(StreamName).accepted, 2500);
});

test('limits can be changed while it runs, taken away, and given back', async () => {
  const stream = await kinesis.createStream(1);

  kinesis.controls.setWriteLimits({ recordsPerSecond: 10 });
  const limited = await countAccepted(stream, entries(30));
  kinesis.controls.setWriteLimits(undefined);
  const unlimited = await countAccepted(stream, [...entries(500)]);
  kinesis.controls.setWriteLimits({});
  await put(stream, entries(500));
  await put(stream, entries(500));
  const restored = await countAccepted(stream, entries(5));

  assert.equal([limited, unlimited, restored], [10, 500, 0]);
});

test('limits that mean nothing are refused', () => {
  assert.throws(() => kinesis.controls.setWriteLimits({ recordsPerSecond: 0 }), /recordsPerSecond/);
  assert.throws(
    () => kinesis.controls.setWriteLimits({ recordsPerSeconds: 5 } as never),
    /Did you mean `recordsPerSecond`/,
  );
});

test.run();
