import { lowerSequenceNumber } from '@kinesis-otel/contract';
import type { AcceptedRecord } from '../ledger/ledger-record.ts';

/** How far a shard has been done with, while its lanes finish in any order. */
export interface ShardProgress {
  /** Told of records in the shard's order. */
  entered(records: readonly AcceptedRecord[]): void;
  /** Told of records that are settled, filtered, dropped or sent to a destination, in any order. */
  done(records: readonly AcceptedRecord[]): void;
  /** Told that nothing up to here is left to read, though it may never have been read. */
  passed(sequenceNumber: string): void;
}

interface Entry {
  readonly sequenceNumber: string;
  isDone: boolean;
}

/** Moves the shard's checkpoint over what is done, and never over what is not. */
export function createShardProgress(advance: (sequenceNumber: string) => void): ShardProgress {
  const open = new Map<string, Entry>();
  const inOrder: Entry[] = [];
  let head = 0;
  let newest = '0';
  const settle = (): void => {
    const before = head;
    while (inOrder[head]?.isDone) head++;
    const last = inOrder[head - 1];
    if (last === undefined || head === before) return;
    advance(last.sequenceNumber);
    // Cut only now and then: taking from the front costs as much as what is left.
    if (head < 1000) return;
    inOrder.splice(0, head);
    head = 0;
  };
  return {
    entered: (records) => {
      for (const { sequenceNumber } of records) {
        const entry = { sequenceNumber, isDone: false };
        inOrder.push(entry);
        newest = sequenceNumber;
        open.set(sequenceNumber, entry);
      }
    },
    done: (records) => {
      for (const { sequenceNumber } of records) {
        const entry = open.get(sequenceNumber);
        if (entry) entry.isDone = true;
        open.delete(sequenceNumber);
      }
      settle();
    },
    passed: (sequenceNumber) => {
      if (lowerSequenceNumber(newest, sequenceNumber) === sequenceNumber) return;
      newest = sequenceNumber;
      inOrder.push({ sequenceNumber, isDone: true });
      settle();
    },
  };
}
