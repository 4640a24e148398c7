import { flushProviders, type Providers } from './flush-providers.ts';

/** A flush that is under way or about to be. */
export interface SharedFlush {
  /** Flushes what is there now: with the flush that begins next, not with one under way, which may have looked already. */
  readonly flush: (providers: Providers) => Promise<'flushed' | 'failed'>;
  /** Since when a flush has been under way, in milliseconds since the epoch; undefined where none is. */
  readonly pendingSinceMs: () => number | undefined;
}

/**
 * Lets the invocations that share a process share flushes: one is under way at a time, and all that ask meanwhile get the
 * one after it.
 *
 * @param staleAfterMs a flush under way for longer, in milliseconds, is not waited for: its exporter may never end
 */
export function createSharedFlush(staleAfterMs: number): SharedFlush {
  let running: Promise<unknown> | undefined;
  let next: Promise<'flushed' | 'failed'> | undefined;
  let startedAtMs: number | undefined;
  const start = (providers: Providers): Promise<'flushed' | 'failed'> => {
    startedAtMs = Date.now();
    next = undefined;
    const flushing = flushProviders(providers);
    running = flushing;
    flushing.finally(() => {
      if (running !== flushing) return;
      running = undefined;
      startedAtMs = undefined;
    });
    return flushing;
  };
  return {
    flush(providers) {
      if (running === undefined || Date.now() - (startedAtMs ?? 0) > staleAfterMs) return start(providers);
      next ??= running.then(() => start(providers));
      return next;
    },
    pendingSinceMs: () => startedAtMs,
  };
}
