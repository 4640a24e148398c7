import type { Providers } from './flush-providers.ts';
import { createSharedFlush } from './shared-flush.ts';

/**
 * How a flush ended.
 *
 * - `flushed`, `failed`: in time, with or without an error.
 * - `timed out`: given up at its deadline; it goes on by itself.
 * - `backing off`: not waited for, because the collector did not answer in time before.
 * - `not due`: not begun, because the last one was not long ago.
 */
export type FlushResult = 'flushed' | 'failed' | 'timed out' | 'backing off' | 'not due';

/** One flush, at the end of an invocation. */
export interface FlushRequest extends Providers {
  /** What Lambda has left for the invocation, in milliseconds; undefined where that is not known. */
  readonly remainingMs: number | undefined;
  /** The environment is about to end: due or not, and whatever the collector did before. */
  readonly isLast?: boolean;
}

/** Flushes at the end of an invocation. Never rejects. */
export type Flush = (request: FlushRequest) => Promise<FlushResult>;

/** How long and how often to flush. */
export interface FlushRules {
  readonly timeoutMs: number;
  /** Milliseconds from one flush to the next; 0 for one at every call. */
  readonly everyMs: number;
}

/** Left to the runtime to send the response in, in milliseconds. */
export const safetyMarginMs = 100;

const firstBackOffMs = 1_000;
const maxBackOffMs = 60_000;

/**
 * Sends what spans and metrics are waiting, before Lambda freezes the environment.
 *
 * Never takes longer than the smaller of `timeoutMs` and the remaining time: the exporters' own timeouts are no
 * deadlines, a collector that drips its answer resets them with every byte. A collector that does not answer in time, or
 * refuses, costs that once: from then on flushes are begun behind the caller's back, ever more rarely, until one succeeds.
 */
export function createFlush({ timeoutMs, everyMs }: FlushRules): Flush {
  const shared = createSharedFlush(maxBackOffMs);
  let backOff: BackOff | undefined;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  const noteResult = (result: FlushResult): FlushResult => {
    if (result === 'flushed') backOff = undefined;
    else {
      const forMs = Math.min(maxBackOffMs, backOff === undefined ? firstBackOffMs : 2 * backOff.forMs);
      backOff = { forMs, untilMs: Date.now() + forMs };
    }
    return result;
  };
  const tryAgainBehind = (providers: Providers, nowMs: number, { forMs, untilMs }: BackOff): FlushResult => {
    const pendingSinceMs = shared.pendingSinceMs() ?? Number.NEGATIVE_INFINITY;
    // An exporter that never ends must not be the last one tried.
    if (nowMs >= Math.max(untilMs, pendingSinceMs + maxBackOffMs)) {
      backOff = { forMs, untilMs: nowMs + maxBackOffMs };
      setImmediate(() => void shared.flush(providers).then(noteResult));
    }
    return 'backing off';
  };
  return async ({ remainingMs = Number.POSITIVE_INFINITY, isLast = false, ...providers }) => {
    const nowMs = Date.now();
    if (!isLast && nowMs - lastAtMs < everyMs) return 'not due';
    if (!isLast && backOff !== undefined) return tryAgainBehind(providers, nowMs, backOff);
    const limitMs = Math.min(timeoutMs, remainingMs - safetyMarginMs);
    if (limitMs <= 0) return 'timed out';
    lastAtMs = nowMs;
    const flushed = shared.flush(providers).then(noteResult);
    const result = await within(limitMs, flushed);
    // Too little time left for the collector is not the collector's fault.
    return result === 'timed out' && limitMs === timeoutMs ? noteResult(result) : result;
  };
}

interface BackOff {
  readonly forMs: number;
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

async function within(limitMs: number, flushed: Promise<FlushResult>): Promise<FlushResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<FlushResult>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'timed out');
  });
  try {
    return await Promise.race([flushed, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
