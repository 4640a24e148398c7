import { safetyMarginMs } from '../flush/flush-before-freeze.ts';

/** Why an invocation failed whose time was over. */
export const timeout = { name: 'timeout' } as const;

/** Stops the watch. */
export type StopWatch = () => void;

/**
 * Calls `bark` shortly before Lambda would end the invocation: so long before that a flush has time, but not before half
 * of what is left has gone by. A blocked event loop is not noticed; nothing in the process could.
 *
 * @param remainingMs what Lambda has left; undefined where that is not known, and then nothing is watched
 */
export function watchTimeout(remainingMs: number | undefined, flushTimeoutMs: number, bark: () => void): StopWatch {
  if (remainingMs === undefined || !Number.isFinite(remainingMs)) return () => undefined;
  const marginMs = Math.min(flushTimeoutMs + safetyMarginMs, remainingMs / 2);
  const timer = setTimeout(bark, remainingMs - marginMs);
  timer.unref();
  return () => clearTimeout(timer);
}
