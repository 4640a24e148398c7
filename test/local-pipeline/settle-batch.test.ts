import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { countSettled } from '../../packages/local-pipeline/src/event-source-mapping/settle-batch.ts';

// The lengths differ on purpose: as text, the second would be the lowest.
const batch = [
  '9980466003039118831694449189946497021881597097209233410',
  '49680466003039118831694449189946497021881597097209233411',
  '49680466003039118831694449189946497021881597097209233412',
];
const [first = '', second = '', third = ''] = batch;
const test = suite('local-pipeline / settle-batch');

function settledBy(payload: unknown, reportBatchItemFailures = true): number {
  return countSettled(batch, { ok: true, payload }, reportBatchItemFailures);
}

function reporting(...identifiers: readonly unknown[]): unknown {
  return { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) };
}

test('an empty response or an empty list settles all', () => {
  const responses = [null, undefined, '', {}, { batchItemFailures: null }, { batchItemFailures: [] }];

  for (const response of responses) assert.is(settledBy(response), 3, JSON.stringify(response));
});

test('the lowest sequence number reported is the checkpoint, whatever the order', () => {
  assert.is(settledBy(reporting(third)), 2);
  assert.is(settledBy(reporting(third, second)), 1);
});

test('sequence numbers are compared as whole numbers', () => {
  assert.is(settledBy(reporting(second, first)), 0);
});

test('an item that names no record settles none', () => {
  const items = [{ itemIdentifier: '' }, { itemIdentifier: null }, {}, null, { itemIdentifer: third }];

  for (const item of items) assert.is(settledBy({ batchItemFailures: [item] }), 0, JSON.stringify(item));
  assert.is(settledBy(reporting(third, '49680466003039118831694449189946497021881597097209239999')), 0);
});

test('a list that is none settles none', () => {
  assert.is(settledBy({ batchItemFailures: third }), 0);
});

test('a function error settles none', () => {
  const failed = { ok: false, errorType: 'TypeError', errorMessage: 'bad' } as const;

  assert.is(countSettled(batch, failed, true), 0);
  assert.is(countSettled(batch, failed, false), 0);
});

test('without reportBatchItemFailures the response is not looked at', () => {
  assert.is(settledBy(reporting(first), false), 3);
});

test.run();
