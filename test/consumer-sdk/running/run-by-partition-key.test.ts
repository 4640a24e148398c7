import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { partitionKeyOf } from '../../../packages/consumer-sdk/src/records/partition-key.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { createRunByPartitionKey } from '../../../packages/consumer-sdk/src/running/run-by-partition-key.ts';
import type { AfterFailure } from '../../../packages/consumer-sdk/src/running/run-in-order.ts';
import { keyedRecords } from '../../support/keyed-records.ts';

const test = suite('consumer-sdk / run-by-partition-key');

interface Run {
  readonly keys: readonly (string | null)[];
  readonly failed: ReadonlySet<number>;
  readonly concurrent: number;
  readonly afterFailure: AfterFailure;
  /** Turns of the event loop that each record takes. */
  readonly turns: readonly number[];
}

async function run({ keys, failed, concurrent, afterFailure, turns }: Run) {
  const records = keyedRecords(...keys);
  const begun: number[] = [];
  const atWork = new Set<ReadRecord>();
  let [most, overlaps] = [0, 0];
  const undone = await createRunByPartitionKey(concurrent, afterFailure)(records, async (record) => {
    const index = records.indexOf(record);
    const key = partitionKeyOf(record);
    if (key !== null && [...atWork].some((each) => partitionKeyOf(each) === key)) overlaps++;
    atWork.add(record);
    begun.push(index);
    most = Math.max(most, atWork.size);
    for (let turn = 0; turn < (turns[index] ?? 0); turn++) await new Promise((resolve) => setImmediate(resolve));
    atWork.delete(record);
    return failed.has(index) ? { record, error: index } : undefined;
  });
  const indexOf = (record: ReadRecord) => records.indexOf(record);
  const failures = undone.failed.map(({ record }) => indexOf(record));
  return { begun, most, overlaps, failures, notAttempted: undone.notAttempted.map(indexOf) };
}

const usual: Run = { keys: [], failed: new Set(), concurrent: 2, afterFailure: 'stop', turns: [] };

test('works on several keys at a time, and on one key’s records one by one', async () => {
  const { begun, most, overlaps } = await run({ ...usual, keys: ['a', 'a', 'b', 'b'], turns: [3, 1, 1, 1] });

  assert.equal([begun.slice(0, 2), most, overlaps], [[0, 2], 2, 0]);
});

test('takes the earliest record it may', async () => {
  const { begun } = await run({ ...usual, keys: ['a', 'a', 'b', 'c'], turns: [1, 1, 5, 1] });

  assert.equal(begun, [0, 2, 1, 3]);
});

test('records without a key wait for nobody', async () => {
  const { most } = await run({ ...usual, concurrent: 3, keys: [null, null, null], turns: [1, 1, 1] });

  assert.is(most, 3);
});

test('stop begins nothing more, and names what lies before the failed record too', async () => {
  const { begun, failures, notAttempted } = await run({
    ...usual,
    keys: ['a', 'a', 'b', 'c'],
    failed: new Set([2]),
    turns: [3, 0, 1, 0],
  });

  assert.equal([begun, failures, notAttempted], [[0, 2], [2], [1, 3]]);
});

const runs = fc.record({
  keys: fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 14 }),
  failed: fc.uniqueArray(fc.nat(13), { maxLength: 3 }).map((each) => new Set(each)),
  concurrent: fc.integer({ min: 2, max: 5 }),
  afterFailure: fc.constantFrom('stop', 'continue') as fc.Arbitrary<AfterFailure>,
  turns: fc.array(fc.nat(3), { minLength: 14, maxLength: 14 }),
});

test('whatever fails and however long it takes: each key in order, nothing behind a failure of its key, none lost', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (each) => {
      const { begun, most, overlaps, failures, notAttempted } = await run(each);

      assert.ok(most <= each.concurrent && overlaps === 0);
      assert.equal(
        [...begun, ...notAttempted].toSorted(byNumber),
        each.keys.map((_, index) => index),
      );
      assert.equal(failures, failures.toSorted(byNumber));
      for (const key of ['a', 'b', 'c']) {
        const ofKey = begun.filter((index) => each.keys[index] === key);
        assert.equal(ofKey, ofKey.toSorted(byNumber));
        const failed = ofKey.findIndex((index) => each.failed.has(index));
        assert.ok(failed === -1 || failed === ofKey.length - 1);
      }
      if (each.afterFailure === 'continue') {
        const blocked = new Set(failures.map((index) => each.keys[index]));
        assert.ok(notAttempted.every((index) => blocked.has(each.keys[index])));
      }
    }),
    { numRuns: 300 },
  );
});

function byNumber(one: number, other: number): number {
  return one - other;
}

test.run();
