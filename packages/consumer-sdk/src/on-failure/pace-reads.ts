import { setTimeout as pause } from 'node:timers/promises';

/** Waits for the next read's turn; false where that is after the deadline, and then it is nobody's. */
export type AwaitTurn = (deadlineAt: number) => Promise<boolean>;

/**
 * Spaces reads evenly, over all invocations of one environment.
 *
 * @param perSecond reads at most
 * @param now milliseconds, of the clock that deadlines are given by
 */
export function paceReads(perSecond: number, now: () => number = () => performance.now()): AwaitTurn {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async (deadlineAt) => {
    const turnAt = Math.max(nextAt, now());
    if (turnAt > deadlineAt) return false;
    nextAt = turnAt + 1_000 / perSecond;
    const waitMs = turnAt - now();
    if (waitMs > 0) await pause(waitMs);
    return true;
  };
}
