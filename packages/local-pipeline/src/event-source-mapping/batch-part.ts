import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { GatheredRecord } from './gathered-record.ts';

/** Records that are sent together: a batch, or what is left of one. */
export interface BatchPart {
  readonly records: readonly GatheredRecord[];
  /** Retries used up; splitting uses up none. */
  readonly retries: number;
  /** Failed attempts since the checkpoint last moved, for the back-off. */
  readonly failures: number;
  /** How many times the function got these records. */
  readonly invocations: number;
  readonly lastResult: InvokeResult | undefined;
}

export function wholeBatch(records: readonly GatheredRecord[]): BatchPart {
  return { records, retries: 0, failures: 0, invocations: 0, lastResult: undefined };
}
