import { failure } from '../../lambda/invoke-result.ts';
import { type Attempt, type AttemptParts, attemptBatch } from '../attempt-batch.ts';
import type { GatheredRecord } from '../gathered-record.ts';
import type { LaneWindows } from '../lane-windows.ts';
import { type FinalInvocation, finishWindow } from './finish-window.ts';
import { windowAt } from './time-window.ts';
import { type OpenWindow, type WindowSource, windowEvent } from './window-event.ts';
import { isStateTooLarge, requireState, stateOf } from './window-response.ts';

/** What a shard's windows work with. */
export interface TumblingParts extends FinalInvocation, Pick<AttemptParts, 'reportBatchItemFailures'> {
  readonly source: WindowSource;
  /** Length on the wall clock. */
  readonly lengthMs: number;
}

/** Where the mapping ends while the window before is being finished. */
const notMade: Attempt = {
  wasInvoked: false,
  settledCount: 0,
  result: failure('ResourceNotFoundException', 'The mapping has been stopped.'),
};

/**
 * A shard's windows, one open at a time: each invocation gets the state the one before it returned, and each window that had a
 * record ends with an invocation without records.
 */
export function createTumblingWindows(parts: TumblingParts, signal: AbortSignal): LaneWindows {
  const { source, lengthMs } = parts;
  let open: OpenWindow | undefined;
  const startOf = ({ arrivedAtMs }: GatheredRecord): number => windowAt(arrivedAtMs, lengthMs).startMs;
  const finish = async (isEarly: boolean): Promise<void> => {
    if (open === undefined) return;
    await finishWindow(windowEvent([], open, source, { isFinal: true, isEarly }), parts, signal);
    open = undefined;
  };
  const attempt = async (records: readonly GatheredRecord[]): Promise<Attempt> => {
    const window = windowAt(records[0]?.arrivedAtMs ?? 0, lengthMs);
    if (open?.window.startMs !== window.startMs) await finish(false);
    if (signal.aborted) return notMade;
    const current: OpenWindow = open ?? { window, state: {} };
    open = current;
    const made = await attemptBatch(records, {
      ...parts,
      eventOf: (sent) => windowEvent(sent, current, source, { isFinal: false, isEarly: false }),
      judge: requireState,
    });
    const state = made.settledCount > 0 ? stateOf(made.result) : undefined;
    if (state === undefined) return made;
    open = { window, state };
    if (isStateTooLarge(state)) await finish(true);
    return made;
  };
  return {
    attempt,
    leading: (waiting) => {
      const start = waiting[0] && startOf(waiting[0]);
      const next = waiting.findIndex((record) => startOf(record) !== start);
      return next === -1 ? waiting : waiting.slice(0, next);
    },
    endsAtMs: () => open?.window.endMs,
    close: () => finish(false),
  };
}
