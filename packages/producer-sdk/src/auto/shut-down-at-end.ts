import type { Shutdown } from './start-node-sdk.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;
/** How long an end may be put off: orchestrators kill 10 to 30 s after SIGTERM, and users wait. */
const maxShutdownMs = 5_000;

/**
 * Shuts telemetry down when the process has nothing left to do, or is asked to end. A signal that the application does not
 * listen for still ends the process, by that signal, at most 5 s later. One that ends by itself waits as long as its
 * exporters do, which is `OTEL_EXPORTER_OTLP_TIMEOUT`, 10 s by default, where the collector cannot be reached.
 */
export function shutDownAtEnd(shutdown: Shutdown, say: (problem: string) => void): void {
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= withinMs(maxShutdownMs, shutdown()).catch((error: unknown) => say(`not everything was sent: ${error}`));
    return ended;
  };
  process.once('beforeExit', () => void end());
  for (const signal of signals) {
    process.once(signal, () => {
      // Whether others listen is known now: `once` has taken this listener away already.
      const isOurs = process.listenerCount(signal) === 0;
      void end().then(() => (isOurs ? process.kill(process.pid, signal) : undefined));
    });
  }
}

async function withinMs(limitMs: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs} ms`)), limitMs);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
