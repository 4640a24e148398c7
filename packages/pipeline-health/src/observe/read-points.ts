import type {
  OtlpExponentialHistogramDataPoint,
  OtlpHistogramDataPoint,
  OtlpMetric,
  OtlpNumberDataPoint,
  OtlpResourceMetrics,
} from './otlp-json.ts';
import { type Attributes, readAttributes } from './read-attributes.ts';
import { nanosToMs } from './read-integer.ts';

/** A point with what it measures. */
export type PointBody =
  | { readonly kind: 'sum'; readonly point: OtlpNumberDataPoint }
  | { readonly kind: 'explicit'; readonly point: OtlpHistogramDataPoint }
  | { readonly kind: 'exponential'; readonly point: OtlpExponentialHistogramDataPoint };

/** One point, ready to be added to the others of its metric. */
export interface MetricPoint {
  readonly name: string;
  readonly attributes: Attributes;
  readonly body: PointBody;
}

interface Reading extends MetricPoint {
  readonly isCumulative: boolean;
  /** Who counted what since when: a cumulative point replaces only earlier points of the same series. */
  readonly series: string;
  readonly timeMs: number;
}

const cumulative = 2;

/** All points that may simply be added up: every delta point, and the last of each cumulative series. Gauges are left out. */
export function readPoints(resourceMetrics: readonly OtlpResourceMetrics[]): readonly MetricPoint[] {
  const readings = resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    (scopeMetrics ?? []).flatMap(({ scope, metrics }) =>
      (metrics ?? []).flatMap((metric) => {
        const writer = JSON.stringify([textOf(readAttributes(resource?.attributes)), scope?.name ?? '']);
        return readMetric(metric, writer);
      }),
    ),
  );
  const deltas = readings.filter(({ isCumulative }) => !isCumulative);
  const latest = new Map<string, Reading>();
  for (const reading of readings.filter(({ isCumulative }) => isCumulative)) {
    const known = latest.get(reading.series);
    if (!known || reading.timeMs >= known.timeMs) latest.set(reading.series, reading);
  }
  return [...deltas, ...latest.values()];
}

function readMetric({ name, sum, histogram, exponentialHistogram }: OtlpMetric, writer: string): readonly Reading[] {
  const read = (body: PointBody, temporality: number | undefined): Reading => {
    const attributes = readAttributes(body.point.attributes);
    const since = String(body.point.startTimeUnixNano ?? '');
    return {
      name,
      attributes,
      body,
      isCumulative: temporality === cumulative,
      series: JSON.stringify([writer, name, body.kind, textOf(attributes), since]),
      timeMs: nanosToMs(body.point.timeUnixNano),
    };
  };
  return [
    ...(sum?.dataPoints ?? []).map((point) => read({ kind: 'sum', point }, sum?.aggregationTemporality)),
    ...(histogram?.dataPoints ?? []).map((point) =>
      read({ kind: 'explicit', point }, histogram?.aggregationTemporality),
    ),
    ...(exponentialHistogram?.dataPoints ?? []).map((point) =>
      read({ kind: 'exponential', point }, exponentialHistogram?.aggregationTemporality),
    ),
  ];
}

function textOf(attributes: Attributes): string {
  return JSON.stringify([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));
}
