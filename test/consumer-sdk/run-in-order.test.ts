import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReadRecord } from '../../packages/consumer-sdk/src/read-record.ts';
import { runInOrder, type SettledRecord } from '../../packages/consumer-sdk/src/run-in-order.ts';
import { receivedRecords } from '../support/received-records.ts';

const test = suite('consumer-sdk / run-in-order');

const records = receivedRecords(['{}', '{}', '{}']);

test('begins a record only when the one before it is over', async () => {
  const events: string[] = [];

  await runInOrder(records, async (record) => {
    const index = records.indexOf(record);
    events.push(`begin ${index}`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`end ${index}`);
    return { record, endedAtMs: index, durationMs: 0 };
  });

  assert.equal(events, ['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
});

test('gives what became of every record, in order', async () => {
  const settle = async (record: ReadRecord): Promise<SettledRecord> => ({ record, endedAtMs: 1, durationMs: 2 });

  const settled = await runInOrder(records, settle);

  assert.equal(
    settled,
    records.map((record) => ({ record, endedAtMs: 1, durationMs: 2 })),
  );
});

for (const error of [new Error('x'), undefined]) {
  test(`begins no record after one that failed with ${error}`, async () => {
    const begun: ReadRecord[] = [];

    const settled = await runInOrder(records, async (record) => {
      begun.push(record);
      const failure = begun.length === 2 ? { failure: { error } } : {};
      return { record, endedAtMs: 1, durationMs: 2, ...failure };
    });

    assert.equal([begun.length, settled.length], [2, 2]);
    assert.equal(settled[1]?.failure, { error });
  });
}

test('an empty batch runs nothing', async () => {
  const settled = await runInOrder([], () => Promise.reject(new Error('never')));

  assert.equal(settled, []);
});

test.run();
