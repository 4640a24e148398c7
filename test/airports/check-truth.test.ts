import type { ReportInput } from '@kinesis-otel/pipeline-health';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findContradictions } from '../../examples/airports/check-truth.ts';

const test = suite('airports / check truth');

function input(putSuccess: number, counted: number, recordsProcessed: number, recordsDuplicated = 0): ReportInput {
  return {
    groundTruth: { recordsSent: 10, recordsProcessed, recordsLost: 10 - recordsProcessed, recordsDuplicated },
    observation: { counts: { putSuccess, recordsProcessed: counted } },
  } as never;
}

test('telemetry that agrees with stream and table is no contradiction', () => {
  assert.equal(findContradictions(input(10, 10, 10)), []);
});

test('a lost record is told', () => {
  assert.equal(findContradictions(input(10, 9, 9)), ['1 of 10 records were lost.']);
});

test('telemetry that claims other than the truth is told', () => {
  assert.equal(findContradictions(input(9, 11, 10)), [
    'PutRecordSuccess is 9, but the stream took 10 records.',
    'RecordProcessingSuccess is 11, but the table holds 10 records, 0 deliveries of them beyond the first.',
  ]);
});

test('a record counted at each of its deliveries is no contradiction, one counted more often is', () => {
  assert.equal(findContradictions(input(10, 12, 10, 2)), []);
  assert.is(findContradictions(input(10, 13, 10, 2)).length, 1);
});

test.run();
