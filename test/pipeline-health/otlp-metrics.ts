import type {
  OtlpExponentialBuckets,
  OtlpExponentialHistogramDataPoint,
  OtlpHistogramDataPoint,
  OtlpKeyValue,
  OtlpMetric,
  OtlpResourceMetrics,
} from '../../packages/pipeline-health/src/observe/otlp-json.ts';

const delta = 1;
export const cumulative = 2;

/** Attributes as OTLP/JSON carries them. */
export function keyValues(attributes: Readonly<Record<string, string | number>>): readonly OtlpKeyValue[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number): OtlpKeyValue['value'] & object {
  if (typeof value === 'string') return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** The two dimensions, and whatever else a point carries. */
export function dimensions(extra: Readonly<Record<string, string>> = {}): readonly OtlpKeyValue[] {
  return keyValues({ Environment: 'Local', Pipeline: 'airports', ...extra });
}

/** One exported document of one process. */
export function metricsOf(metrics: readonly OtlpMetric[], service = 'consumer'): OtlpResourceMetrics {
  return {
    resource: { attributes: keyValues({ 'service.name': service }) },
    scopeMetrics: [{ scope: { name: '@kinesis-otel/consumer-sdk', version: '0.1.0' }, metrics }],
  };
}

/** A delta counter with one point. */
export function counterOf(name: string, value: number, extra: Readonly<Record<string, string>> = {}): OtlpMetric {
  return {
    name,
    unit: '{record}',
    sum: {
      aggregationTemporality: delta,
      isMonotonic: true,
      dataPoints: [
        {
          attributes: dimensions(extra),
          startTimeUnixNano: '1763830000000000000',
          timeUnixNano: '1763830001000000000',
          asInt: String(value),
        },
      ],
    },
  };
}

/** A delta exponential histogram with one point. */
export function exponentialOf(name: string, values: readonly number[], scale = 5): OtlpMetric {
  return {
    name,
    unit: 'ms',
    exponentialHistogram: { aggregationTemporality: delta, dataPoints: [exponentialPoint(values, scale)] },
  };
}

/** Sorts values into the buckets of a scale, as an SDK does. */
export function exponentialPoint(
  values: readonly number[],
  scale: number,
  zeroThreshold = 0,
): OtlpExponentialHistogramDataPoint {
  const isZero = (value: number): boolean => Math.abs(value) <= zeroThreshold;
  return {
    ...figuresOf(values),
    attributes: dimensions(),
    startTimeUnixNano: '1763830000000000000',
    timeUnixNano: '1763830001000000000',
    scale,
    zeroThreshold,
    zeroCount: String(values.filter(isZero).length),
    positive: bucketsOf(
      values.filter((value) => value > zeroThreshold),
      scale,
    ),
    negative: bucketsOf(
      values.filter((value) => value < -zeroThreshold).map((value) => -value),
      scale,
    ),
  };
}

function bucketsOf(magnitudes: readonly number[], scale: number): OtlpExponentialBuckets {
  const indexes = magnitudes.map((value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1);
  if (indexes.length === 0) return { offset: 0, bucketCounts: [] };
  const offset = Math.min(...indexes);
  const counts = new Array<number>(Math.max(...indexes) - offset + 1).fill(0);
  for (const index of indexes) counts[index - offset] = (counts[index - offset] ?? 0) + 1;
  return { offset, bucketCounts: counts.map(String) };
}

/** A point of a histogram with explicit bounds. */
export function explicitPoint(values: readonly number[], explicitBounds: readonly number[]): OtlpHistogramDataPoint {
  const edges = [Number.NEGATIVE_INFINITY, ...explicitBounds, Number.POSITIVE_INFINITY];
  const counts = edges.slice(1).map((upper, i) => {
    const lower = edges[i] ?? upper;
    return String(values.filter((value) => value > lower && value <= upper).length);
  });
  return { ...figuresOf(values), attributes: dimensions(), explicitBounds, bucketCounts: counts };
}

function figuresOf(values: readonly number[]): { count: string; sum: number; min: number; max: number } {
  return {
    count: String(values.length),
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
