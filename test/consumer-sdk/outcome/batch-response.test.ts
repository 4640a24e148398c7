import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildBatchResponse } from '../../../packages/consumer-sdk/src/outcome/batch-response.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { sequenceNumber } from '../../support/kinesis-event.ts';
import { kplPayloads } from '../../support/kpl-payloads.ts';
import { receivedRecords } from '../../support/received-records.ts';

const test = suite('consumer-sdk / batch-response');

const records = receivedRecords(['{}', '{}', '{}', '{}']);

function reported(failed: readonly ReadRecord[], notAttempted: readonly ReadRecord[] = []): readonly string[] {
  const failures = failed.map((record) => ({ record, error: undefined }));
  const { batchItemFailures } = buildBatchResponse({ failed: failures, notAttempted });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

test('reports the failed records, and not those behind them', () => {
  const identifiers = reported(records.slice(1, 2), records.slice(2));

  assert.equal(identifiers, [sequenceNumber(1)]);
});

test('reports an empty list where nothing failed', () => {
  const response = buildBatchResponse({ failed: [], notAttempted: [] });

  assert.equal(response, { batchItemFailures: [] });
});

test('reports every failed record', () => {
  const identifiers = reported([records[0], records[2]].filter((each) => each !== undefined));

  assert.equal(identifiers, [sequenceNumber(0), sequenceNumber(2)]);
});

test('reports a record that was not attempted where it lies before all that failed: else it would be lost', () => {
  const identifiers = reported(records.slice(3), records.slice(1, 3));

  assert.equal(new Set(identifiers), new Set([sequenceNumber(1), sequenceNumber(3)]));
});

test('reports an aggregate once, however many of its user records failed', () => {
  const aggregated = receivedRecords(['{}', kplPayloads['a KPL aggregate'] ?? '']);

  const identifiers = reported(aggregated.slice(1));

  assert.equal(identifiers, [sequenceNumber(1)]);
});

test('lower is lower as a number', () => {
  const [first, second] = records.map((record, index) => ({ ...record, sequenceNumber: ['9', '10'][index] ?? '' }));

  const identifiers = reported(second ? [second] : [], first ? [first] : []);

  assert.equal(new Set(identifiers), new Set(['9', '10']));
});

test.run();
