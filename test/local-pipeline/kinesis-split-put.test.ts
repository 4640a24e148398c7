import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorReply } from '../../packages/local-pipeline/src/kinesis/error-reply.ts';
import { jsonReply } from '../../packages/local-pipeline/src/kinesis/json-reply.ts';
import {
  createKinesisCall,
  type KinesisCall,
  type KinesisReply,
  readObject,
} from '../../packages/local-pipeline/src/kinesis/kinesis-call.ts';
import { type PutEntry, putEntries } from '../../packages/local-pipeline/src/kinesis/put-entries.ts';
import { putRecordsOutput, putResults } from '../../packages/local-pipeline/src/kinesis/put-results.ts';
import { mergeReplies, splitEntries, splitPut } from '../../packages/local-pipeline/src/kinesis/split-put.ts';
import { createKinesisPool } from '../support/local-kinesis.ts';

const test = suite('local-pipeline / kinesis split put');
const pool = createKinesisPool();
const mebibyte = 1_048_576;

test.after(pool.stop);

const anyEntry: fc.Arbitrary<PutEntry> = fc.record({
  Data: fc.base64String({ maxLength: 300 }),
  PartitionKey: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
});

/** An engine that answers every record with its own partition key. */
function echo(call: KinesisCall): KinesisReply {
  const results = (putEntries(call) ?? []).map(({ PartitionKey }) => ({
    ShardId: 'shardId-000000000000',
    SequenceNumber: PartitionKey,
  }));
  return jsonReply(200, putRecordsOutput(results));
}

function putCall(Records: readonly PutEntry[]): KinesisCall {
  const headers = { 'x-amz-target': 'Kinesis_20131202.PutRecords' };
  return createKinesisCall(headers, Buffer.from(JSON.stringify({ StreamName: 'flights', Records })));
}

test('parts hold every record once and in order, none more than the bytes it may have', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 60 }), fc.integer({ min: 50, max: 2000 }), (entries, maxBytes) => {
      const parts = splitEntries(entries, maxBytes);

      assert.equal(parts.flat(), entries);
      for (const part of parts) {
        assert.ok(part.length > 0);
        assert.ok(part.length === 1 || Buffer.byteLength(JSON.stringify(part)) <= maxBytes + 1);
      }
    }),
  );
});

test('merged results are in the order of the request, whatever the parts', () => {
  fc.assert(
    fc.property(
      fc.array(anyEntry, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 50, max: 2000 }),
      (entries, maxBytes) => {
        const parts = splitEntries(entries, maxBytes);

        const merged = mergeReplies(
          parts.map((part) => part.length),
          parts.map((part) => echo(putCall(part))),
        );

        const keys = putResults(merged).map((result) => ('SequenceNumber' in result ? result.SequenceNumber : ''));
        assert.equal(
          keys,
          entries.map(({ PartitionKey }) => PartitionKey),
        );
      },
    ),
  );
});

test('the records of a part that failed are failed records in their places', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 5 }), ok: fc.boolean() }), { minLength: 1 }),
      (parts) => {
        const failure = errorReply(500, 'InternalFailure', 'gone');
        const entries = parts.map(({ size }, part) =>
          Array.from({ length: size }, (_, index) => ({ Data: '', PartitionKey: `${part}/${index}` })),
        );

        const merged = mergeReplies(
          parts.map(({ size }) => size),
          parts.map(({ ok }, index) => (ok ? echo(putCall(entries[index] ?? [])) : failure)),
        );

        const isAnyOk = parts.some(({ ok }) => ok);
        assert.is(merged.statusCode, isAnyOk ? 200 : 500);
        const expected = parts.flatMap(({ ok }, index) =>
          (entries[index] ?? []).map(({ PartitionKey }) => (ok ? PartitionKey : 'InternalFailure')),
        );
        const results = putResults(merged).map((result) =>
          'ErrorCode' in result ? result.ErrorCode : result.SequenceNumber,
        );
        if (!isAnyOk) return;
        assert.equal(results, expected);
        assert.is(
          readObject(merged.body)?.FailedRecordCount,
          expected.filter((key) => key === 'InternalFailure').length,
        );
      },
    ),
  );
});

test('a put that fits is passed on untouched, a larger one in parts the engine takes', async () => {
  const seen: KinesisCall[] = [];
  const next = async (call: KinesisCall): Promise<KinesisReply> => {
    seen.push(call);
    return echo(call);
  };
  const small = putCall([{ Data: 'eA==', PartitionKey: 'a' }]);
  const large = putCall(
    Array.from({ length: 10 }, (_, index) => ({ Data: 'eHh4'.repeat(349_000), PartitionKey: `${index}` })),
  );

  await splitPut(small, next);
  const reply = await splitPut(large, next);

  assert.is(seen[0], small);
  assert.is(seen.length, 3);
  assert.ok(seen.every(({ body }) => body.length <= 7 * mebibyte));
  assert.equal(
    putResults(reply).map((result) => 'SequenceNumber' in result && result.SequenceNumber),
    Array.from({ length: 10 }, (_, index) => `${index}`),
  );
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html: "up to a limit of 10 MiB for the entire request"
test('a request of exactly 10 MiB is stored', async () => {
  const kinesis = await pool.start({ writeLimits: false });
  const StreamName = await kinesis.createStream(4);
  const Records = Array.from({ length: 10 }, (_, index) => ({
    Data: Buffer.alloc(mebibyte - 5, 'x'),
    PartitionKey: `key-${index}`,
  }));

  const answer = await kinesis.sdkClient().send(new PutRecordsCommand({ StreamName, Records }));

  const bySequence = new Map(kinesis.book.ledger.records(StreamName).map((record) => [record.sequenceNumber, record]));
  assert.is(answer.FailedRecordCount, 0);
  assert.is(kinesis.book.ledger.counts(StreamName).acceptedBytes, 10 * mebibyte);
  assert.equal(
    answer.Records?.map(({ SequenceNumber = '' }) => bySequence.get(SequenceNumber)?.partitionKey),
    Records.map(({ PartitionKey }) => PartitionKey),
  );
});

test.run();
