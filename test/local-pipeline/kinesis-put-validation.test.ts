import { PutRecordCommand, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { rejects } from '../support/rejects.ts';

/*
 * Limits: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html and API_PutRecordsRequestEntry.html.
 */
const test = suite('local-pipeline / kinesis put validation');
const pool = createKinesisPool();
const mebibyte = 1_048_576;
let kinesis: LocalKinesis;
let large: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start();
  large = await pool.start({ maxRecordBytes: 5 * mebibyte, writeLimits: false });
});

test.after(pool.stop);

function entry(dataBytes: number, PartitionKey = 'EDDF'): PutRecordsRequestEntry {
  return { Data: Buffer.alloc(dataBytes, 'x'), PartitionKey };
}

/** What a put of many is refused with; nothing of it is stored, and no throughput is spent on it. */
async function refusal(Records: PutRecordsRequestEntry[], service = kinesis): Promise<string> {
  const StreamName = await service.createStream(1);
  const error = await rejects(service.sdkClient().send(new PutRecordsCommand({ StreamName, Records })));
  assert.is(service.book.ledger.counts(StreamName).accepted, 0);
  return `${error.name}: ${error.message}`;
}

const violation = 'ValidationException: 1 validation error detected: Value at';
const tooLong = 'failed to satisfy constraint: Member must have length less than or equal to';

test('more than 500 records are refused', async () => {
  const records = Array.from({ length: 501 }, () => entry(1));

  const message = await refusal(records);

  assert.is(message, `${violation} 'records' ${tooLong} 500`);
});

test('no records are refused', async () => {
  const message = await refusal([]);

  assert.match(message, `${violation} 'records' failed to satisfy constraint: Member must have length greater than`);
});

test('data of more than 1 MiB is a validation error, not throttling, and names its record', async () => {
  const message = await refusal([entry(1), entry(mebibyte + 1)]);

  assert.is(message, `${violation} 'records.2.member.data' ${tooLong} 1048576`);
});

test('the partition key counts towards a record’s 1 MiB', async () => {
  const message = await refusal([entry(mebibyte - 3, 'EDDF')]);

  assert.is(message, 'InvalidArgumentException: Record size exceeds 1048576 bytes, the partition key included');
});

test('a partition key of more than 256 characters is refused', async () => {
  const message = await refusal([entry(1, 'ü'.repeat(257))]);

  assert.is(message, `${violation} 'records.1.member.partitionKey' ${tooLong} 256`);
});

test('an empty partition key is refused', async () => {
  const message = await refusal([entry(1, '')]);

  assert.match(message, `${violation} 'records.1.member.partitionKey' failed`);
});

test('at most ten violations are listed', async () => {
  const records = Array.from({ length: 12 }, () => entry(1, 'x'.repeat(257)));

  const message = await refusal(records);

  assert.match(message, 'ValidationException: 10 validation errors detected: ');
  assert.is(message.split('; ').length, 10);
});

test('more than 10 MiB in all are refused, partition keys counted', async () => {
  const records = [...Array.from({ length: 10 }, () => entry(mebibyte - 4)), entry(0, 'x')];

  const message = await refusal(records);

  assert.is(message, 'InvalidArgumentException: Records size exceeds 10 MB limit');
});

test('a request of 40 MB is answered in the service’s shape', async () => {
  const records = Array.from({ length: 30 }, () => entry(mebibyte - 4));

  const message = await refusal(records);

  assert.is(message, 'InvalidArgumentException: Records size exceeds 10 MB limit');
});

test('a single put is checked like one of many', async () => {
  const StreamName = await kinesis.createStream(1);
  const put = new PutRecordCommand({ StreamName, PartitionKey: 'x'.repeat(257), Data: Buffer.alloc(mebibyte + 1) });

  const error = await rejects(kinesis.sdkClient().send(put));

  assert.is(error.name, 'ValidationException');
  assert.match(
    error.message,
    `2 validation errors detected: Value at 'data' ${tooLong} 1048576; Value at 'partitionKey'`,
  );
});

test('what is no record at all is refused in the engine’s words', async () => {
  const StreamName = await kinesis.createStream(1);

  const error = await rejects(
    kinesis.ownClient.call('PutRecords', { StreamName, Records: [{ PartitionKey: 'EDDF' }] }),
  );

  assert.is(error.name, 'ValidationException');
  assert.match(error.message, "'records.1.member.data' failed to satisfy constraint: Member must not be null");
});

// https://docs.aws.amazon.com/streams/latest/dev/large-records.html
test('a stream can be given a larger limit of a record', async () => {
  const StreamName = await large.createStream(1);
  const put = (bytes: number): Promise<unknown> =>
    large.sdkClient().send(new PutRecordsCommand({ StreamName, Records: [entry(bytes - 4)] }));

  await put(5 * mebibyte);

  assert.is(large.book.ledger.counts(StreamName).acceptedBytes, 5 * mebibyte);
  assert.match((await rejects(put(5 * mebibyte + 5))).message, `${tooLong} 5242880`);
});

test.run();
