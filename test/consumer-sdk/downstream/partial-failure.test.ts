import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { partialFailure } from '../../../packages/consumer-sdk/src/downstream/partial-failure.ts';

const test = suite('consumer-sdk / partial failure');

const failures: readonly (readonly [name: string, output: object])[] = [
  ['UnprocessedItems', { UnprocessedItems: { orders: [{ PutRequest: { Item: {} } }] } }],
  ['BatchStatementError', { Responses: [{ TableName: 'a' }, { Error: { Code: 'DuplicateItem' } }] }],
  ['FailedRecordCount', { FailedRecordCount: 1, Records: [{ ErrorCode: 'InternalFailure' }] }],
  ['FailedPutCount', { FailedPutCount: 2, RequestResponses: [] }],
  ['FailedEntryCount', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'x' }] }],
  ['FailedBatchEntries', { Successful: [], Failed: [{ Id: '1', Code: 'x', SenderFault: true }] }],
  ['DeleteErrors', { Deleted: [], Errors: [{ Key: 'k', Code: 'AccessDenied' }] }],
  ['FunctionError', { StatusCode: 200, FunctionError: 'Unhandled' }],
  ['ExecutionFailed', { executionArn: 'arn', status: 'FAILED' }],
  ['ExecutionFailed', { executionArn: 'arn', status: 'TIMED_OUT' }],
];

for (const [name, output] of failures) {
  test(`${JSON.stringify(output).slice(0, 60)} is the failure ${name}`, () => {
    const failure = partialFailure(output);

    assert.equal(failure, { error: { name } });
  });
}

const successes: readonly unknown[] = [
  { UnprocessedItems: {} },
  { UnprocessedItems: null },
  { Attributes: {} },
  { Responses: [{ TableName: 'a' }] },
  { FailedRecordCount: 0 },
  { FailedPutCount: 0 },
  { FailedEntryCount: 0 },
  { Successful: [], Failed: [] },
  { Deleted: [], Errors: undefined },
  { StatusCode: 200 },
  { executionArn: 'arn', status: 'SUCCEEDED' },
  undefined,
  null,
  'text',
];

for (const output of successes) {
  test(`${JSON.stringify(output)} is no failure`, () => {
    assert.is(partialFailure(output), undefined);
  });
}

test.run();
