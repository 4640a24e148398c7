import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RecordState } from '../../packages/consumer-sdk/src/batch-outcome.ts';
import { buildBatchResponse } from '../../packages/consumer-sdk/src/batch-response.ts';
import { sequenceNumber } from '../support/kinesis-event.ts';
import { receivedRecords } from '../support/received-records.ts';

const test = suite('consumer-sdk / batch-response');

function build(states: readonly RecordState[]) {
  const records = receivedRecords(states.map(() => '{}'));
  return buildBatchResponse(
    records.map((record, index) => ({ record, state: states[index] as RecordState, endedAtMs: 0 })),
  );
}

test('reports the failed record, and neither those before nor those after it', () => {
  const response = build(['success', 'replayed', 'failure', 'not attempted']);

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(2) }] });
});

test('reports an empty list where nothing failed', () => {
  const response = build(['success', 'success']);

  assert.equal(response, { batchItemFailures: [] });
});

test('reports every failed record', () => {
  const response = build(['failure', 'success', 'failure']);

  assert.equal(
    response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    [sequenceNumber(0), sequenceNumber(2)],
  );
});

test.run();
