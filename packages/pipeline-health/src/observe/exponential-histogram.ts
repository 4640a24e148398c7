import { type Bucket, nearestRank } from './distribution.ts';
import { clampToSummary, type HistogramSummary, mergeSummaries, readSummary } from './histogram-summary.ts';
import type { OtlpExponentialBuckets, OtlpExponentialHistogramDataPoint } from './otlp-json.ts';
import { readInteger } from './read-integer.ts';

/**
 * A base-2 exponential histogram as OpenTelemetry's metrics data model defines it: bucket `i` holds values in
 * (base^i, base^(i+1)], base = 2^(2^-scale); negative values by magnitude; values up to `zeroThreshold` are zeros.
 */
export interface ExponentialHistogram {
  readonly summary: HistogramSummary;
  readonly scale: number;
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
}

/** Counts by bucket index. */
export type Buckets = ReadonlyMap<number, number>;

/** Reads one point. */
export function readExponentialHistogram(point: OtlpExponentialHistogramDataPoint): ExponentialHistogram {
  return {
    summary: readSummary(point),
    scale: point.scale ?? 0,
    zeroCount: readInteger(point.zeroCount),
    zeroThreshold: point.zeroThreshold ?? 0,
    positive: readBuckets(point.positive),
    negative: readBuckets(point.negative),
  };
}

function readBuckets(buckets: OtlpExponentialBuckets | undefined): Buckets {
  const offset = buckets?.offset ?? 0;
  const counts = (buckets?.bucketCounts ?? []).map(readInteger);
  return new Map(counts.map((count, i) => [offset + i, count] as const).filter(([, count]) => count > 0));
}

/** Adds histograms up at the smallest scale among them, where each bucket of a finer scale lies wholly in one bucket. */
export function mergeExponentialHistograms(histograms: readonly ExponentialHistogram[]): ExponentialHistogram {
  const scale = histograms.reduce((least, histogram) => Math.min(least, histogram.scale), Number.POSITIVE_INFINITY);
  const merged = {
    summary: mergeSummaries(histograms.map(({ summary }) => summary)),
    scale,
    zeroCount: histograms.reduce((total, { zeroCount }) => total + zeroCount, 0),
    zeroThreshold: histograms.reduce((most, { zeroThreshold }) => Math.max(most, zeroThreshold), 0),
    positive: addBuckets(histograms.map((histogram) => [histogram.positive, histogram.scale - scale])),
    negative: addBuckets(histograms.map((histogram) => [histogram.negative, histogram.scale - scale])),
  };
  return foldIntoZero(merged);
}

function addBuckets(parts: readonly (readonly [buckets: Buckets, scaleDifference: number])[]): Buckets {
  const sums = new Map<number, number>();
  for (const [buckets, scaleDifference] of parts) {
    for (const [index, count] of buckets) {
      const coarser = Math.floor(index / 2 ** scaleDifference);
      sums.set(coarser, (sums.get(coarser) ?? 0) + count);
    }
  }
  return sums;
}

/** A zero threshold that cuts into a bucket of another point grows to that bucket's end, and the bucket becomes zeros. */
function foldIntoZero(histogram: ExponentialHistogram): ExponentialHistogram {
  const { scale, zeroThreshold, positive, negative } = histogram;
  const swallowed = [...positive.keys(), ...negative.keys()].filter((index) => bound(index, scale) < zeroThreshold);
  if (swallowed.length === 0) return histogram;
  const last = Math.max(...swallowed);
  const isKept = ([index]: readonly [number, number]): boolean => index > last;
  const folded = [...positive, ...negative].filter((bucket) => !isKept(bucket));
  return {
    ...histogram,
    zeroCount: histogram.zeroCount + folded.reduce((total, [, count]) => total + count, 0),
    zeroThreshold: Math.max(zeroThreshold, bound(last + 1, scale)),
    positive: new Map([...positive].filter(isKept)),
    negative: new Map([...negative].filter(isKept)),
  };
}

function bound(index: number, scale: number): number {
  return 2 ** (index * 2 ** -scale);
}

/** One bucket, told by the value that stands for it: no value of the bucket is further off than (base-1)/(base+1) of itself. */
export interface Cell {
  readonly value: number;
  readonly count: number;
}

/** All buckets from the lowest value to the highest. */
export function cellsOf({ scale, zeroCount, positive, negative }: ExponentialHistogram): readonly Cell[] {
  const shift = 2 / (1 + 1 / bound(1, scale));
  const ascending = (buckets: Buckets): readonly Cell[] =>
    [...buckets].sort(([a], [b]) => a - b).map(([index, count]) => ({ value: bound(index, scale) * shift, count }));
  const below = ascending(negative)
    .map(({ value, count }) => ({ value: -value, count }))
    .reverse();
  return [...below, { value: 0, count: zeroCount }, ...ascending(positive)];
}

/** The nearest-rank quantile; the first and the last value are exact where the histogram knows them. */
export function exponentialQuantile(histogram: ExponentialHistogram): (q: number) => number {
  const { summary } = histogram;
  const cells = cellsOf(histogram);
  return (q) => {
    const rank = nearestRank(q, summary.count);
    if (rank === 1 && summary.min !== undefined) return summary.min;
    if (rank === summary.count && summary.max !== undefined) return summary.max;
    let seen = 0;
    const cell = cells.find(({ count }) => {
      seen += count;
      return seen >= rank;
    });
    return clampToSummary(cell?.value ?? 0, summary);
  };
}

/** The buckets that hold a value, narrowed by a known minimum and maximum. */
export function exponentialBuckets(histogram: ExponentialHistogram): readonly Bucket[] {
  const { summary, scale, zeroCount, zeroThreshold, positive, negative } = histogram;
  const ascending = (buckets: Buckets): readonly Bucket[] =>
    [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([index, count]) => ({ from: bound(index, scale), to: bound(index + 1, scale), count }));
  const below = ascending(negative).map(({ from, to, count }) => ({ from: -to, to: -from, count }));
  return [...below.toReversed(), { from: -zeroThreshold, to: zeroThreshold, count: zeroCount }, ...ascending(positive)]
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => ({ from: clampToSummary(from, summary), to: clampToSummary(to, summary), count }));
}
