import type { Shutdown } from './start-node-sdk.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;
/** How long an end may be put off: orchestrators kill 10 to 30 s after SIGTERM, and users wait. */
const maxShutdownMs = 5_000;

/**
 * Shuts telemetry down when the process has nothing left to do, or is asked to end, and puts its end off for 5 s at most:
 * exporters go on trying for `OTEL_EXPORTER_OTLP_TIMEOUT`, 10 s by default, where the collector cannot be reached. A signal
 * that the application does not listen for still ends the process, by that signal. A process that ends by itself is left to
 * the exporters' time where another listener of `beforeExit` may have begun more work.
 */
export function shutDownAtEnd(
  shutdown: Shutdown,
  say: (problem: string) => void,
  limitMs: number = maxShutdownMs,
): void {
  let ended: Promise<'done' | 'given up'> | undefined;
  const end = (): Promise<'done' | 'given up'> => {
    ended ??= withinMs(limitMs, shutdown()).catch((error: unknown) => {
      say(`not everything was sent: ${error}`);
      return 'given up';
    });
    return ended;
  };
  process.once('beforeExit', () => {
    // Nothing else is under way: without us the process would have ended here. `once` has taken this listener away already.
    const isAlone = process.listenerCount('beforeExit') === 0;
    void end().then((how) => (how === 'given up' && isAlone ? process.exit() : undefined));
  });
  for (const signal of signals) {
    process.once(signal, () => {
      // Whether others listen is known now.
      const isOurs = process.listenerCount(signal) === 0;
      void end().then(() => (isOurs ? process.kill(process.pid, signal) : undefined));
    });
  }
}

async function withinMs(limitMs: number, work: Promise<void>): Promise<'done'> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs} ms`)), limitMs);
  try {
    await Promise.race([work, promise]);
    return 'done';
  } finally {
    clearTimeout(timer);
  }
}
