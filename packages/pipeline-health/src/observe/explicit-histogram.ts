import type { Bucket } from './distribution.ts';
import { clampToSummary, type HistogramSummary, mergeSummaries, readSummary } from './histogram-summary.ts';
import type { OtlpHistogramDataPoint } from './otlp-json.ts';
import { readInteger } from './read-integer.ts';

/** A histogram with explicit bounds: count `i` holds values in (bounds[i-1], bounds[i]], the last one the rest. */
export interface ExplicitHistogram {
  readonly summary: HistogramSummary;
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** Reads one point; one without buckets becomes a single bucket. */
export function readExplicitHistogram(point: OtlpHistogramDataPoint): ExplicitHistogram {
  const summary = readSummary(point);
  const counts = (point.bucketCounts ?? []).map(readInteger);
  if (counts.length === 0) return { summary, bounds: [], counts: [summary.count] };
  return { summary, bounds: point.explicitBounds ?? [], counts };
}

/** Adds histograms up over the bounds they all have, which loses detail where bounds differ but misplaces nothing. */
export function mergeExplicitHistograms(histograms: readonly ExplicitHistogram[]): ExplicitHistogram {
  const [first, ...others] = histograms.map(({ bounds }) => bounds);
  const sets = others.map((bounds) => new Set(bounds));
  const bounds = (first ?? []).filter((value) => sets.every((set) => set.has(value)));
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const histogram of histograms) {
    for (const [i, count] of histogram.counts.entries()) {
      const place = bucketOf(histogram.bounds[i] ?? Number.POSITIVE_INFINITY, bounds);
      counts[place] = (counts[place] ?? 0) + count;
    }
  }
  return { summary: mergeSummaries(histograms.map(({ summary }) => summary)), bounds, counts };
}

/** The bucket a value falls into. */
export function bucketOf(value: number, bounds: readonly number[]): number {
  const place = bounds.findIndex((bound) => value <= bound);
  return place === -1 ? bounds.length : place;
}

/** A quantile by straight interpolation inside its bucket, narrowed by a known minimum and maximum. */
export function explicitQuantile(histogram: ExplicitHistogram): (q: number) => number {
  const { summary, counts } = histogram;
  return (q) => {
    const rank = q * summary.count;
    let before = 0;
    let place = counts.findIndex((count) => count > 0);
    for (const [i, count] of counts.entries()) {
      if (count === 0) continue;
      place = i;
      if (before + count >= rank) break;
      before += count;
    }
    const [lower, upper] = edgesOf(histogram, place);
    const share = (rank - before) / (counts[place] ?? 1);
    return clampToSummary(lower + (upper - lower) * Math.min(Math.max(share, 0), 1), summary);
  };
}

/** The buckets that hold a value, narrowed by a known minimum and maximum. */
export function explicitBuckets(histogram: ExplicitHistogram): readonly Bucket[] {
  return histogram.counts.flatMap((count, place) => {
    const [from, to] = edgesOf(histogram, place);
    return count > 0 ? [{ from, to, count }] : [];
  });
}

function edgesOf({ summary, bounds }: ExplicitHistogram, place: number): readonly [lower: number, upper: number] {
  const lower = bounds[place - 1] ?? summary.min ?? Math.min(0, bounds[0] ?? 0);
  const upper = bounds[place] ?? summary.max ?? bounds.at(-1) ?? 0;
  return [clampToSummary(lower, summary), clampToSummary(upper, summary)];
}
