import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createOrderedRun, type RunRecord } from '../../../packages/consumer-sdk/src/running/run-in-order.ts';
import { keyedRecords } from '../../support/keyed-records.ts';

const test = suite('consumer-sdk / run-in-order');

const error = new Error('x');
const records = keyedRecords('a', 'b', 'a', 'c', 'b');

function failing(...failed: readonly number[]) {
  const begun: number[] = [];
  const runRecord: RunRecord = async (record) => {
    const index = records.indexOf(record);
    begun.push(index);
    return failed.includes(index) ? { record, error } : undefined;
  };
  return { begun, runRecord };
}

test('begins a record only when the one before it is over', async () => {
  const events: string[] = [];

  await createOrderedRun('stop')(records.slice(0, 3), async (record) => {
    const index = records.indexOf(record);
    events.push(`begin ${index}`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`end ${index}`);
    return undefined;
  });

  assert.equal(events, ['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
});

test('without a failure all is done', async () => {
  const { begun, runRecord } = failing();

  const undone = await createOrderedRun('stop')(records, runRecord);

  assert.equal([begun, undone], [[0, 1, 2, 3, 4], { failed: [], notAttempted: [] }]);
});

test('stop begins no record after one that failed', async () => {
  const { begun, runRecord } = failing(1);

  const undone = await createOrderedRun('stop')(records, runRecord);

  assert.equal(begun, [0, 1]);
  assert.equal(undone, { failed: [{ record: records[1], error }], notAttempted: records.slice(2) });
});

test('continue goes on, but for the failed record’s key', async () => {
  const { begun, runRecord } = failing(0);

  const undone = await createOrderedRun('continue')(records, runRecord);

  assert.equal(begun, [0, 1, 3, 4]);
  assert.equal(undone.notAttempted, [records[2]]);
});

test('records without a key are blocked by nobody', async () => {
  const keyless = keyedRecords(null, null, 'a');
  const begun: unknown[] = [];

  const undone = await createOrderedRun('continue')(keyless, async (record) => {
    begun.push(record);
    return { record, error };
  });

  assert.equal([begun.length, undone.failed.length, undone.notAttempted], [3, 3, []]);
});

test('an empty batch runs nothing', async () => {
  const undone = await createOrderedRun('stop')([], () => Promise.reject(new Error('never')));

  assert.equal(undone, { failed: [], notAttempted: [] });
});

test.run();
