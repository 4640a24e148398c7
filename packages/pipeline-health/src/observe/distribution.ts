import type { HistogramSummary } from './histogram-summary.ts';

/** Values counted together: all lie between the two ends, which are equal where one value is known exactly. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Measured values of one kind; it holds at least one. */
export interface Distribution extends HistogramSummary {
  /** The value that the share `q` (0 to 1) of all values does not exceed; never outside a known `min` and `max`. */
  readonly quantile: (q: number) => number;
  /** All values, from the lowest to the highest, without the buckets that are empty. */
  readonly buckets: () => readonly Bucket[];
}

/** A distribution of known values, with nearest-rank quantiles; undefined when there are none. */
export function exactDistribution(values: readonly number[]): Distribution | undefined {
  const sorted = Float64Array.from(values).sort();
  const min = sorted.at(0);
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  return {
    count: sorted.length,
    sum: sorted.reduce((total, value) => total + value, 0),
    min,
    max,
    quantile: (q) => sorted[nearestRank(q, sorted.length) - 1] ?? max,
    buckets: () => countEqual(sorted),
  };
}

function countEqual(values: Float64Array): readonly Bucket[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ from: value, to: value, count }));
}

/** The 1-based place of the quantile `q` among `count` sorted values. */
export function nearestRank(q: number, count: number): number {
  // 0.07 × 100 is a little more than 7 in doubles, and must not become the eighth value.
  return Math.min(Math.max(Math.ceil(q * count - 1e-9), 1), count);
}
