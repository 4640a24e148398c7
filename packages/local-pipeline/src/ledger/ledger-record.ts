import type { RunningCounts } from './stream-counts.ts';

/** What identifies an accepted record. */
export interface AcceptedRecord {
  readonly sequenceNumber: string;
  readonly shardId: string;
  readonly partitionKey: string;
  /** Data before base64 plus partition key. */
  readonly bytes: number;
}

/** What is known to be true of one record, whatever telemetry says. Times are milliseconds of the wall clock. */
export interface LedgerRecord extends AcceptedRecord {
  /** When the stream had accepted it. */
  readonly acceptedAtMs: number;
  /** How many times it was handed to a function. */
  readonly deliveries: number;
  readonly settledAtMs: number | undefined;
  readonly droppedAtMs: number | undefined;
  readonly deadLetteredAtMs: number | undefined;
  readonly filteredAtMs: number | undefined;
}

export type LedgerEntry = { -readonly [Key in keyof LedgerRecord]: LedgerRecord[Key] };

export function enterAccepted(record: AcceptedRecord, counts: RunningCounts): LedgerEntry {
  const acceptedAtMs = Date.now();
  counts.accepted++;
  counts.acceptedBytes += record.bytes;
  counts.firstAcceptedAtMs ??= acceptedAtMs;
  counts.lastAcceptedAtMs = acceptedAtMs;
  const { sequenceNumber, shardId, partitionKey, bytes } = record;
  return { sequenceNumber, shardId, partitionKey, bytes, acceptedAtMs, deliveries: 0, ...noFate };
}

const noFate = {
  settledAtMs: undefined,
  droppedAtMs: undefined,
  deadLetteredAtMs: undefined,
  filteredAtMs: undefined,
} as const;

export function enterDelivery(entry: LedgerEntry, counts: RunningCounts): void {
  if (entry.deliveries === 0) counts.delivered++;
  else counts.redelivered++;
  entry.deliveries++;
}

export function enterSettled(entry: LedgerEntry, counts: RunningCounts): void {
  const settledAtMs = Date.now();
  if (entry.settledAtMs === undefined) counts.settled++;
  entry.settledAtMs = settledAtMs;
  counts.firstSettledAtMs ??= settledAtMs;
  counts.lastSettledAtMs = settledAtMs;
}

export function enterDropped(entry: LedgerEntry, counts: RunningCounts): void {
  if (entry.droppedAtMs === undefined) counts.dropped++;
  entry.droppedAtMs = Date.now();
}

export function enterDeadLettered(entry: LedgerEntry, counts: RunningCounts): void {
  if (entry.deadLetteredAtMs === undefined) counts.deadLettered++;
  entry.deadLetteredAtMs = Date.now();
}

export function enterFiltered(entry: LedgerEntry, counts: RunningCounts): void {
  if (entry.filteredAtMs === undefined) counts.filtered++;
  entry.filteredAtMs = Date.now();
}
