import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isBatchFull, nextBatchSize } from '../../packages/local-pipeline/src/event-source-mapping/form-batch.ts';
import {
  type GatheredRecord,
  gatherRecord,
} from '../../packages/local-pipeline/src/event-source-mapping/gathered-record.ts';

const source = { streamName: 'flights', shardId: 'shardId-000000000000', functionName: 'consumer' };
const test = suite('local-pipeline / form-batch');

function waiting(count: number, dataBytes = 30): readonly GatheredRecord[] {
  const record = {
    SequenceNumber: '49680466003039118831694449189946497021881597097209233410',
    PartitionKey: 'ключ "one"',
    Data: Buffer.alloc(dataBytes).toString('base64'),
    ApproximateArrivalTimestamp: 1795367964.357,
  };
  return Array.from({ length: count }, () => gatherRecord(record, source));
}

function payloadBytes(records: readonly GatheredRecord[]): number {
  return Buffer.byteLength(JSON.stringify({ Records: records.map(({ lambdaRecord }) => lambdaRecord) }));
}

test('a batch takes as many records as its size lets in', () => {
  const limits = { maxRecords: 3, maxPayloadBytes: 6_291_556 };

  assert.is(nextBatchSize(waiting(2), limits), 2);
  assert.is(nextBatchSize(waiting(5), limits), 3);
});

test('a batch takes as many records as fit the payload, to the byte', () => {
  const records = waiting(3);
  const exact = payloadBytes(records);

  assert.is(nextBatchSize(records, { maxRecords: 100, maxPayloadBytes: exact }), 3);
  assert.is(nextBatchSize(records, { maxRecords: 100, maxPayloadBytes: exact - 1 }), 2);
});

test('a record that is too large alone is a batch of its own', () => {
  assert.is(nextBatchSize(waiting(2, 500), { maxRecords: 100, maxPayloadBytes: 600 }), 1);
});

test('a batch is full at its size, or when the next record would not fit', () => {
  const limits = { maxRecords: 3, maxPayloadBytes: payloadBytes(waiting(2)) };

  assert.not(isBatchFull([], limits));
  assert.not(isBatchFull(waiting(2), limits));
  assert.ok(isBatchFull(waiting(3), limits));
  assert.ok(isBatchFull(waiting(3), { maxRecords: 3, maxPayloadBytes: 6_291_556 }));
});

test.run();
