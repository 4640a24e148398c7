import type { Distribution } from './distribution.ts';
import {
  bucketOf,
  type ExplicitHistogram,
  explicitBuckets,
  explicitQuantile,
  mergeExplicitHistograms,
} from './explicit-histogram.ts';
import {
  cellsOf,
  type ExponentialHistogram,
  exponentialBuckets,
  exponentialQuantile,
  mergeExponentialHistograms,
} from './exponential-histogram.ts';

/** The histograms of one metric, by how their bounds are told. */
export interface Histograms {
  readonly exponential: readonly ExponentialHistogram[];
  readonly explicit: readonly ExplicitHistogram[];
}

/** One distribution out of all points of a metric; undefined when no point holds a value. */
export function mergeHistograms({ exponential, explicit }: Histograms): Distribution | undefined {
  const isFilled = ({ summary }: ExponentialHistogram | ExplicitHistogram): boolean => summary.count > 0;
  const fine = exponential.filter(isFilled);
  const coarse = explicit.filter(isFilled);
  if (coarse.length === 0) {
    if (fine.length === 0) return undefined;
    const merged = mergeExponentialHistograms(fine);
    return { ...merged.summary, quantile: exponentialQuantile(merged), buckets: () => exponentialBuckets(merged) };
  }
  const merged = mergeExplicitHistograms(coarse);
  const all = mergeExplicitHistograms([merged, ...fine.map((histogram) => putIntoBounds(histogram, merged.bounds))]);
  return { ...all.summary, quantile: explicitQuantile(all), buckets: () => explicitBuckets(all) };
}

/** Where writers of one metric differ in kind, the coarser kind decides: each fine bucket goes where its middle lies. */
function putIntoBounds(histogram: ExponentialHistogram, bounds: readonly number[]): ExplicitHistogram {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const { value, count } of cellsOf(histogram)) {
    const place = bucketOf(value, bounds);
    counts[place] = (counts[place] ?? 0) + count;
  }
  return { summary: histogram.summary, bounds, counts };
}
