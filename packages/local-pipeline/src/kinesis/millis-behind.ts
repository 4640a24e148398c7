import { lowerSequenceNumber } from '@kinesis-otel/contract';
import type { LedgerRecord } from '../ledger/ledger-record.ts';
import type { StoredRecord } from './read-pages.ts';

/**
 * How far a read is from the tip of its shard: from the arrival of the last record it gave to that of the shard's newest.
 * Zero where there is nothing newer, and only then.
 */
export function millisBehind(last: StoredRecord | undefined, newest: LedgerRecord | undefined): number {
  if (last === undefined || newest === undefined) return 0;
  if (lowerSequenceNumber(last.SequenceNumber, newest.sequenceNumber) === newest.sequenceNumber) return 0;
  return Math.max(Math.round(newest.acceptedAtMs - last.ApproximateArrivalTimestamp * 1000), 1);
}
