/** Whether a receiver that was not there is asked again yet. */
export interface BackOff {
  readonly isOver: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
}

const firstMs = 1_000;
const longestMs = 60_000;

/**
 * Waits twice as long after each failure in a row, from 1 s to 60 s: a collector that is down costs one deadline, and not
 * one in each invocation.
 */
export function createBackOff(now: () => number = Date.now): BackOff {
  let waitMs = 0;
  let untilMs = 0;
  return {
    isOver: () => now() >= untilMs,
    succeeded() {
      waitMs = 0;
      untilMs = 0;
    },
    failed() {
      waitMs = Math.min(waitMs === 0 ? firstMs : waitMs * 2, longestMs);
      untilMs = now() + waitMs;
    },
  };
}
