import { createLocalHistograms, hrTime, type LocalHistograms, type Temporality } from '@kinesis-otel/consumer-sdk/host';
import { type Attributes, createNoopMeter, type Meter, type MetricOptions } from '@opentelemetry/api';
import type { ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { createLocalCounter, type LocalCounter } from './local-counter.ts';

/** One instrumentation scope's instruments. */
export interface LocalMeter {
  readonly meter: Meter;
  readonly histograms: LocalHistograms;
  /** What was measured since the last time, or, cumulative, since the first; instruments without a value are left out. */
  readonly collect: () => Promise<ScopeMetrics>;
}

/** A meter with counters and exponential histograms, which is all our SDKs ask for: any other instrument does nothing. */
export function createLocalMeter(
  scope: { readonly name: string; readonly version?: string | undefined },
  temporality: Temporality,
  nowMs: () => number = Date.now,
): LocalMeter {
  const counters = new Map<string, LocalCounter>();
  const histograms = createLocalHistograms(scope.name, temporality, nowMs);
  let startedAtMs = nowMs();
  // The one that does nothing is shared by all, so it is not written to.
  const meter: Meter = Object.assign(Object.create(createNoopMeter()), {
    createCounter(name: string, options: MetricOptions = {}) {
      const known = counters.get(name) ?? createLocalCounter(name, options);
      counters.set(name, known);
      return known.counter;
    },
    createHistogram(name: string, { description = '', unit = '' }: MetricOptions = {}) {
      const recordIn = histograms.histogram({ name, description, unit });
      return { record: (value: number, attributes: Attributes = {}) => recordIn(attributes)(Float64Array.of(value)) };
    },
  } satisfies Partial<Meter>);
  return {
    meter,
    histograms,
    async collect() {
      const endedAtMs = nowMs();
      const time = { startTime: hrTime(startedAtMs), endTime: hrTime(endedAtMs) };
      if (temporality === 'delta') startedAtMs = endedAtMs;
      const sums = [...counters.values()].map((counter) => counter.collect(time, temporality));
      const { resourceMetrics } = await histograms.collect();
      const metrics = [...sums, ...resourceMetrics.scopeMetrics.flatMap((each) => each.metrics)];
      // The SDK's own shape, but for its enums, which are these numbers.
      return { scope, metrics: metrics.filter(({ dataPoints }) => dataPoints.length > 0) } as unknown as ScopeMetrics;
    },
  };
}
