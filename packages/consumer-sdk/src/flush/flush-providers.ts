import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { waitForInFlightExports } from './in-flight-exports.ts';

/** What is to be flushed. */
export interface Providers {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
}

/** Sends what spans and metrics are waiting, side by side. Takes as long as it takes, and never rejects. */
export async function flushProviders({ tracerProvider, meterProvider }: Providers): Promise<'flushed' | 'failed'> {
  const results = await Promise.allSettled([flushSpans(tracerProvider), flushMetrics(meterProvider)]);
  return results.every(({ status }) => status === 'fulfilled') ? 'flushed' : 'failed';
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
