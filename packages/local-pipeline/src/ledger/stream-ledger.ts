import { lowerSequenceNumber } from '@kinesis-otel/contract';
import {
  type AcceptedRecord,
  enterAccepted,
  enterDeadLettered,
  enterDelivery,
  enterDropped,
  enterFiltered,
  enterSettled,
  type LedgerEntry,
  type LedgerRecord,
} from './ledger-record.ts';
import { noCounts, type StreamCounts } from './stream-counts.ts';

/** One stream's page of the ledger, written by the front and by the stream's mapping. */
export interface StreamLedger {
  /** Idempotent: a record can be read from the stream before the put that made it is answered. */
  accepted(record: AcceptedRecord): void;
  delivered(batch: readonly AcceptedRecord[]): void;
  invoked(ok: boolean): void;
  /** An attempt to invoke that was refused before the function ran. */
  throttled(): void;
  settled(records: readonly AcceptedRecord[]): void;
  dropped(records: readonly AcceptedRecord[]): void;
  deadLettered(records: readonly AcceptedRecord[]): void;
  filtered(records: readonly AcceptedRecord[]): void;
  readFailed(reason: unknown): void;
  /** The highest sequence number accepted so far, by shard. */
  lastAccepted(): ReadonlyMap<string, string>;
  /** The record with that number. */
  newest(shardId: string): LedgerRecord | undefined;
  counts(): StreamCounts;
  records(): readonly LedgerRecord[];
}

export function createStreamLedger(): StreamLedger {
  const counts = noCounts();
  const entries = new Map<string, LedgerEntry>();
  const highest = new Map<string, string>();
  const entryOf = (record: AcceptedRecord): LedgerEntry => {
    const known = entries.get(record.sequenceNumber);
    if (known) return known;
    const entry = enterAccepted(record, counts);
    entries.set(record.sequenceNumber, entry);
    noteHighest(highest, record);
    return entry;
  };
  const each = (
    records: readonly AcceptedRecord[],
    enter: (entry: LedgerEntry, totals: typeof counts) => void,
  ): void => {
    for (const record of records) enter(entryOf(record), counts);
  };
  return {
    accepted: (record) => void entryOf(record),
    delivered: (batch) => {
      counts.batchSizeMax = Math.max(counts.batchSizeMax, batch.length);
      each(batch, enterDelivery);
    },
    invoked: (ok) => {
      counts.invocations++;
      if (!ok) counts.failedInvocations++;
    },
    throttled: () => void counts.throttles++,
    settled: (records) => each(records, enterSettled),
    dropped: (records) => each(records, enterDropped),
    deadLettered: (records) => each(records, enterDeadLettered),
    filtered: (records) => each(records, enterFiltered),
    readFailed: (reason) => {
      counts.failedReads++;
      counts.lastReadFailure = String(reason);
    },
    lastAccepted: () => new Map(highest),
    newest: (shardId) => entries.get(highest.get(shardId) ?? ''),
    counts: () => ({ ...counts }),
    records: () => [...entries.values()],
  };
}

function noteHighest(highest: Map<string, string>, { shardId, sequenceNumber }: AcceptedRecord): void {
  const last = highest.get(shardId);
  if (last === undefined || lowerSequenceNumber(last, sequenceNumber) === last) highest.set(shardId, sequenceNumber);
}
