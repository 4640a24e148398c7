import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { waitForInFlightExports } from './in-flight-exports.ts';

/** How a flush ended. */
export type FlushResult = 'flushed' | 'failed' | 'timed out';

/** What to flush, and how long it may take. */
export interface FlushInput {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly timeoutMs: number;
  /** What Lambda has left for the invocation, in milliseconds; undefined where that is not known. */
  readonly remainingMs: number | undefined;
}

/** Left to the runtime to send the response in, in milliseconds. */
const safetyMarginMs = 100;

/**
 * Sends what spans and metrics are waiting, side by side, before Lambda freezes the environment.
 *
 * Never rejects, and never takes longer than the smaller of `timeoutMs` and the remaining time: the exporters' own
 * timeouts are no deadlines, a collector that drips its answer resets them with every byte.
 */
export async function flushBeforeFreeze(input: FlushInput): Promise<FlushResult> {
  const limitMs = Math.min(input.timeoutMs, (input.remainingMs ?? Number.POSITIVE_INFINITY) - safetyMarginMs);
  if (limitMs <= 0) return 'timed out';
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<FlushResult>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'timed out');
  });
  const flushed = Promise.allSettled([flushSpans(input.tracerProvider), flushMetrics(input.meterProvider)]);
  const result = flushed.then(
    (results): FlushResult => (results.every(({ status }) => status === 'fulfilled') ? 'flushed' : 'failed'),
  );
  try {
    return await Promise.race([result, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

interface Flushable {
  readonly forceFlush?: () => Promise<void>;
  /** The global tracer provider is a proxy; the real one is behind it. */
  readonly getDelegate?: () => object;
}

async function flushSpans(provider: Flushable & object): Promise<void> {
  const real: Flushable = provider.getDelegate?.() ?? provider;
  try {
    await real.forceFlush?.();
  } finally {
    // One batch that was refused does not make the others under way worth less.
    await waitForInFlightExports(real);
  }
}

async function flushMetrics(provider: Flushable & object): Promise<void> {
  await provider.forceFlush?.();
}
