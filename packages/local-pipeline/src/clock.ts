import { pause } from './pause.ts';

/** How documented durations pass. Instants stay those of the wall clock, so that timestamps are true. */
export interface Clock {
  /** Milliseconds of the wall clock since the epoch. */
  nowMs(): number;
  /** What a documented duration takes on the wall clock. */
  wallMs(durationMs: number): number;
  /** How much documented time has passed since an instant of the wall clock. */
  elapsedMs(sinceMs: number): number;
  /** Waits out a documented duration, or less where the signal says that all is over; never rejects. */
  pause(durationMs: number, signal: AbortSignal): Promise<void>;
}

/** A clock on which durations pass `scale` times as fast, so that minutes can be tested in seconds. */
export function createClock(scale = 1): Clock {
  return {
    nowMs: () => Date.now(),
    wallMs: (durationMs) => durationMs / scale,
    elapsedMs: (sinceMs) => (Date.now() - sinceMs) * scale,
    pause: (durationMs, signal) => pause(durationMs / scale, signal),
  };
}
