import { partitionKeyOf } from '../records/partition-key.ts';
import type { ReadRecord } from '../records/read-record.ts';

/** What to do with the other records once one has failed. */
export type AfterFailure = 'stop' | 'continue';

/** A record whose work failed. */
export interface FailedRecord {
  readonly record: ReadRecord;
  readonly error: unknown;
}

/** Does one record's work; gives its failure, and never rejects. */
export type RunRecord = (record: ReadRecord) => Promise<FailedRecord | undefined>;

/** What a run has left to later deliveries, each in the batch's order. */
export interface UndoneRecords {
  readonly failed: readonly FailedRecord[];
  readonly notAttempted: readonly ReadRecord[];
}

/** Runs the records of a batch. */
export type RunRecords = (records: readonly ReadRecord[], runRecord: RunRecord) => Promise<UndoneRecords>;

/**
 * Runs records one after the other.
 *
 * Behind a failure either nothing more is begun, or nothing more of the failed record's key: its next record must not
 * take effect before it. Records without a key are in no order.
 */
export function createOrderedRun(afterFailure: AfterFailure): RunRecords {
  return async (records, runRecord) => {
    const failed: FailedRecord[] = [];
    const notAttempted: ReadRecord[] = [];
    const blockedKeys = new Set<string | null>();
    let isStopped = false;
    for (const record of records) {
      if (isStopped || (blockedKeys.size > 0 && blockedKeys.has(partitionKeyOf(record)))) {
        notAttempted.push(record);
        continue;
      }
      const failure = await runRecord(record);
      if (failure === undefined) continue;
      failed.push(failure);
      isStopped = afterFailure === 'stop';
      const key = partitionKeyOf(record);
      if (key !== null) blockedKeys.add(key);
    }
    return { failed, notAttempted };
  };
}
