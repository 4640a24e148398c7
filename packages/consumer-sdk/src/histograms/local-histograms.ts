import type { Attributes } from '@opentelemetry/api';
import {
  createExponentialHistogram,
  type ExponentialHistogram,
  type ExponentialValue,
} from './exponential-histogram.ts';
import type { RecordValues } from './histogram-source.ts';
import { hrTime } from './hr-time.ts';
import { createSeriesSet, type SeriesSet } from './series.ts';

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
  /** The SDK's `AggregationTemporality`: delta, cumulative. */
  readonly aggregationTemporality: 0 | 1;
  /** The SDK's `DataPointType.EXPONENTIAL_HISTOGRAM`. */
  readonly dataPointType: 1;
  readonly dataPoints: readonly CollectedPoint[];
}

/** One series since it began; times as the SDK has them, in seconds and nanoseconds. */
export interface CollectedPoint {
  readonly startTime: [number, number];
  readonly endTime: [number, number];
  readonly attributes: Attributes;
  readonly value: ExponentialValue;
}

/** What a histogram is known by. */
export interface HistogramDescription {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
}

/** Whether each collection begins anew, or goes on from the first. */
export type Temporality = 'delta' | 'cumulative';

/**
 * Histograms that add up in this process: a value costs a few nanoseconds, and an export one point a series.
 *
 * `collect` is that of the metrics SDK's `MetricProducer`: give the object to **one** reader, in its `metricProducers`.
 */
export interface LocalHistograms {
  /** Makes the histogram of that name, or gives the one there is. */
  readonly histogram: (metric: HistogramDescription) => (attributes: Attributes) => RecordValues;
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

/** Makes local histograms, which appear under the instrumentation scope of that name. */
export function createLocalHistograms(
  scopeName: string,
  temporality: Temporality = 'delta',
  nowMs: () => number = Date.now,
): LocalHistograms {
  const metrics: { readonly metric: HistogramDescription; readonly series: SeriesSet<ExponentialHistogram> }[] = [];
  let startedAtMs = nowMs();
  return {
    histogram(metric) {
      const known = metrics.find((each) => each.metric.name === metric.name);
      const series = known?.series ?? createSeriesSet(createExponentialHistogram);
      if (known === undefined) metrics.push({ metric, series });
      return (attributes) => {
        const one = series.at(attributes);
        return (values) => one.sum.record(values);
      };
    },
    async collect() {
      const endedAtMs = nowMs();
      const time = { startTime: hrTime(startedAtMs), endTime: hrTime(endedAtMs) };
      if (temporality === 'delta') startedAtMs = endedAtMs;
      const collected = metrics.map(({ metric, series }) => collectMetric(metric, series, temporality, time));
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

type CollectedTime = Pick<CollectedPoint, 'startTime' | 'endTime'>;

function collectMetric(
  { name, description, unit }: HistogramDescription,
  series: SeriesSet<ExponentialHistogram>,
  temporality: Temporality,
  time: CollectedTime,
): CollectedMetric {
  const dataPoints: CollectedPoint[] = [];
  for (const one of series.all()) {
    const value = one.sum.read();
    if (value.count === 0) continue;
    dataPoints.push({ ...time, attributes: one.attributes, value });
    if (temporality === 'delta') one.sum = createExponentialHistogram();
  }
  const descriptor = { name, description, unit, type: 'HISTOGRAM', valueType: 1, advice: {} } as const;
  return { descriptor, aggregationTemporality: temporality === 'delta' ? 0 : 1, dataPointType: 1, dataPoints };
}
