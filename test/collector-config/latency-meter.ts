import type { Histogram } from '@opentelemetry/api';
import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import {
  AggregationType,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { recordProcessingLatency } from '../../packages/contract/src/index.ts';

/** A histogram of a real SDK that exports to a collector. */
export interface LatencyMeter {
  readonly provider: MeterProvider;
  readonly histogram: Histogram;
}

/** Makes it with delta temporality, and with the buckets given. */
export function latencyMeter(url: string, buckets: 'exponential' | 'explicit' = 'exponential'): LatencyMeter {
  const exponential = {
    type: AggregationType.EXPONENTIAL_HISTOGRAM,
    options: { maxSize: 100, recordMinMax: true },
  } as const;
  const exporter = new OTLPMetricExporter({
    url: `${url}/v1/metrics`,
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    aggregationPreference: (type) =>
      buckets === 'exponential' && type === InstrumentType.HISTOGRAM ? exponential : { type: AggregationType.DEFAULT },
  });
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  return {
    provider,
    histogram: provider.getMeter('test').createHistogram(recordProcessingLatency.name, { unit: 'ms' }),
  };
}

/** Latencies around 90 ms with a long tail, the same in every run (mulberry32). */
export function lognormal(count: number): readonly number[] {
  let state = 1;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.exp(4.5 + 0.8 * normal) * (random() < 0.01 ? 50 : 1);
  });
}
