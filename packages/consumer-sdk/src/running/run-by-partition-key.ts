import { partitionKeyOf } from '../records/partition-key.ts';
import type { ReadRecord } from '../records/read-record.ts';
import type { AfterFailure, FailedRecord, RunRecords } from './run-in-order.ts';

/**
 * Runs records of several partition keys at a time, each key's in order and the earliest first. Records without a key
 * wait for nobody. Behind a failure it does as `createOrderedRun`; what is under way then is awaited.
 */
export function createRunByPartitionKey(concurrentKeys: number, afterFailure: AfterFailure): RunRecords {
  return async (records, runRecord) => {
    const attempted = new Set<ReadRecord>();
    const failed: FailedRecord[] = [];
    const queue = createKeyQueue(records);
    const work = async () => {
      for (let record = queue.take(); record !== undefined; record = queue.takeAfter(record)) {
        attempted.add(record);
        await runAndBlock(record);
      }
    };
    const runAndBlock = async (record: ReadRecord) => {
      const failure = await runRecord(record);
      if (failure === undefined) return;
      failed.push(failure);
      if (afterFailure === 'stop') queue.stop();
      else queue.block(record);
    };
    await Promise.all(Array.from({ length: Math.min(concurrentKeys, records.length) }, work));
    return {
      failed: inOrderOf(records, failed),
      notAttempted: records.filter((record) => !attempted.has(record)),
    };
  };
}

interface KeyQueue {
  /** The earliest record whose key nobody works on; undefined once there is none. */
  readonly take: () => ReadRecord | undefined;
  /** Gives the key of the record back and takes its next record, which is earlier than any other that may be taken. */
  readonly takeAfter: (record: ReadRecord) => ReadRecord | undefined;
  /** No further record of this one's key is given out. */
  readonly block: (record: ReadRecord) => void;
  /** No further record is given out. */
  readonly stop: () => void;
}

function createKeyQueue(records: readonly ReadRecord[]): KeyQueue {
  /** By the key of each record that is worked on: the records passed over since, in order. */
  const waiting = new Map<string, ReadRecord[]>();
  const blocked = new Set<string>();
  let next = 0;
  let isStopped = false;
  const take = (): ReadRecord | undefined => {
    while (!isStopped && next < records.length) {
      const record = records[next++] as ReadRecord;
      const key = partitionKeyOf(record);
      if (key === null) return record;
      const behind = waiting.get(key);
      if (behind !== undefined) behind.push(record);
      else if (!blocked.has(key)) {
        waiting.set(key, []);
        return record;
      }
    }
    return undefined;
  };
  return {
    take,
    takeAfter(record) {
      const key = partitionKeyOf(record);
      const following = key === null || isStopped || blocked.has(key) ? undefined : waiting.get(key)?.shift();
      if (following !== undefined) return following;
      if (key !== null) waiting.delete(key);
      return take();
    },
    block(record) {
      const key = partitionKeyOf(record);
      if (key !== null) blocked.add(key);
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function inOrderOf(records: readonly ReadRecord[], failed: readonly FailedRecord[]): readonly FailedRecord[] {
  if (failed.length < 2) return failed;
  const places = new Map(records.map((record, index) => [record, index]));
  return failed.toSorted((one, other) => (places.get(one.record) ?? 0) - (places.get(other.record) ?? 0));
}
