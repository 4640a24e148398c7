import type { Instrument } from '@kinesis-otel/contract';
import type { Attributes } from '@opentelemetry/api';
import {
  createExponentialHistogram,
  type ExponentialHistogram,
  type ExponentialValue,
} from './exponential-histogram.ts';
import type { HistogramSource } from './histogram-source.ts';

/** A metric in the shape of the metrics SDK (2.x and 3.x), which reads it as if it had made it. */
export interface CollectedMetric {
  readonly descriptor: {
    readonly name: string;
    readonly description: string;
    readonly unit: string;
    readonly type: 'HISTOGRAM';
    readonly valueType: 1;
    readonly advice: object;
  };
  /** The SDK's `AggregationTemporality.DELTA`. */
  readonly aggregationTemporality: 0;
  /** The SDK's `DataPointType.EXPONENTIAL_HISTOGRAM`. */
  readonly dataPointType: 1;
  readonly dataPoints: readonly CollectedPoint[];
}

/** One series since the last collection; times as the SDK has them, in seconds and nanoseconds. */
export interface CollectedPoint {
  readonly startTime: [number, number];
  readonly endTime: [number, number];
  readonly attributes: Attributes;
  readonly value: ExponentialValue;
}

/**
 * Histograms that add up in this process: a value costs a few nanoseconds, and an export one point a series.
 *
 * `collect` is that of the metrics SDK's `MetricProducer`: give the object to **one** reader, in its `metricProducers`.
 * Every collection begins anew (delta temporality).
 */
export interface LocalHistograms extends HistogramSource {
  readonly collect: () => Promise<CollectedMetrics>;
}

/** What a `MetricProducer` gives; the resource is the reader's own. */
export interface CollectedMetrics {
  readonly resourceMetrics: {
    readonly resource: {
      readonly attributes: Attributes;
      readonly merge: () => never;
      readonly getRawAttributes: () => [];
    };
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string };
      readonly metrics: readonly CollectedMetric[];
    }[];
  };
  readonly errors: readonly unknown[];
}

interface Series {
  readonly attributes: Attributes;
  histogram: ExponentialHistogram;
}

/** Makes local histograms, which appear under the instrumentation scope of that name. */
export function createLocalHistograms(scopeName: string, nowMs: () => number = Date.now): LocalHistograms {
  const metrics: { readonly metric: Instrument; readonly series: Map<string, Series> }[] = [];
  let startedAtMs = nowMs();
  return {
    histogram(metric) {
      const known = metrics.find((each) => each.metric.name === metric.name);
      const series = known?.series ?? new Map<string, Series>();
      if (known === undefined) metrics.push({ metric, series });
      return (attributes) => {
        const one = seriesOf(series, attributes);
        return (values) => one.histogram.record(values);
      };
    },
    async collect() {
      const [from, to] = [startedAtMs, nowMs()];
      startedAtMs = to;
      const collected = metrics.map(({ metric, series }) => collectMetric(metric, series, from, to));
      const withPoints = collected.filter(({ dataPoints }) => dataPoints.length > 0);
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: scopeName }, metrics: withPoints }] },
        errors: [],
      };
    },
  };
}

const resource = {
  attributes: {},
  merge: () => {
    throw new Error('the reader has the resource');
  },
  getRawAttributes: (): [] => [],
};

function seriesOf(series: Map<string, Series>, attributes: Attributes): Series {
  const key = JSON.stringify(Object.entries(attributes).sort());
  const known = series.get(key) ?? { attributes, histogram: createExponentialHistogram() };
  series.set(key, known);
  return known;
}

function collectMetric(
  { name, description, unit }: Instrument,
  series: ReadonlyMap<string, Series>,
  fromMs: number,
  toMs: number,
): CollectedMetric {
  const dataPoints: CollectedPoint[] = [];
  for (const one of series.values()) {
    const value = one.histogram.read();
    if (value.count === 0) continue;
    dataPoints.push({ startTime: hrTime(fromMs), endTime: hrTime(toMs), attributes: one.attributes, value });
    one.histogram = createExponentialHistogram();
  }
  const descriptor = { name, description, unit, type: 'HISTOGRAM', valueType: 1, advice: {} } as const;
  return { descriptor, aggregationTemporality: 0, dataPointType: 1, dataPoints };
}

function hrTime(ms: number): [number, number] {
  return [Math.trunc(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
}
