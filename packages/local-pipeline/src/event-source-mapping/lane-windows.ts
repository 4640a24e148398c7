import { type Attempt, type AttemptParts, attemptBatch, plainEvent } from './attempt-batch.ts';
import type { GatheredRecord } from './gathered-record.ts';

/** How a lane's records are cut into windows and sent. */
export interface LaneWindows {
  attempt(records: readonly GatheredRecord[]): Promise<Attempt>;
  /** The leading ones of the waiting records, which may be sent together. */
  leading(waiting: readonly GatheredRecord[]): readonly GatheredRecord[];
  /** When the open window ends, on the wall clock; undefined where none is open. */
  endsAtMs(): number | undefined;
  /** Ends the open window. */
  close(): Promise<void>;
}

/** A mapping without windows: any records go together, in a plain event. */
export function createNoWindows(parts: Pick<AttemptParts, 'target' | 'page' | 'reportBatchItemFailures'>): LaneWindows {
  const sending: AttemptParts = { ...parts, eventOf: plainEvent, judge: (result) => result };
  return {
    attempt: (records) => attemptBatch(records, sending),
    leading: (waiting) => waiting,
    endsAtMs: () => undefined,
    close: async () => {},
  };
}
