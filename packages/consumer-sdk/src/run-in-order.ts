import type { ReadRecord } from './read-record.ts';

/** A record whose work is over, well or not. */
export interface SettledRecord {
  readonly record: ReadRecord;
  /** Milliseconds since the epoch. */
  readonly endedAtMs: number;
  /** How long the user's function took, in milliseconds. */
  readonly durationMs: number;
  /** Present where the work failed. */
  readonly failure?: { readonly error: unknown };
}

/** Runs the records of a batch one after the other and stops at the first that fails: what comes after it will come again. */
export async function runInOrder(
  records: readonly ReadRecord[],
  runRecord: (record: ReadRecord) => Promise<SettledRecord>,
): Promise<readonly SettledRecord[]> {
  const settled: SettledRecord[] = [];
  for (const record of records) {
    const result = await runRecord(record);
    settled.push(result);
    if (result.failure !== undefined) break;
  }
  return settled;
}
