import type { ReadRecord } from '../records/read-record.ts';

/** A record whose own work is over, well or not. */
export interface SettledRecord {
  readonly record: ReadRecord;
  /** Milliseconds since the epoch. */
  readonly endedAtMs: number;
  /** How long the work took, in milliseconds. */
  readonly durationMs: number;
  /** Present where it failed. */
  readonly failure?: { readonly error: unknown };
}

/** The records of one invocation that were worked on one by one. */
export type SettledRecords = ReadonlyMap<ReadRecord, SettledRecord>;
