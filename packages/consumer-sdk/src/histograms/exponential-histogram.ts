import { bucketIndices } from './bucket-indices.ts';

/**
 * A base-2 exponential histogram of values from 0 up, as OpenTelemetry's data model has it
 * (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram): bucket `i` holds the values above
 * `base^i` up to and including `base^(i+1)`, with `base = 2^(2^-scale)`. It begins at the finest scale and takes a
 * coarser one when what it holds would need more buckets than it may have.
 */
export interface ExponentialHistogram {
  /** A value below 0 or that is no number is not recorded. */
  readonly record: (values: Float64Array) => void;
  readonly read: () => ExponentialValue;
}

/** What a histogram holds; the shape the metrics SDK serialises. */
export interface ExponentialValue {
  readonly count: number;
  readonly sum: number;
  /** Undefined where nothing was recorded. */
  readonly min?: number;
  readonly max?: number;
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: { readonly offset: number; readonly bucketCounts: number[] };
  readonly negative: { readonly offset: number; readonly bucketCounts: number[] };
}

/** The finest scale the data model's users can read, and the buckets it advises: an error of 2.2 % over five decades. */
const finestScale = 20;
const maxBuckets = 160;

/** Makes an empty histogram. */
export function createExponentialHistogram(): ExponentialHistogram {
  const buckets = createBuckets();
  let [count, zeroCount] = [0, 0];
  let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    record(values) {
      // Kept here while they change, each by itself: numbers that are no integers are boxed anew whenever they are put away.
      let counted = 0;
      let zeros = 0;
      let total = 0;
      let least = Number.POSITIVE_INFINITY;
      let most = 0;
      for (let at = 0; at < values.length; at++) {
        const value = values[at] as number;
        if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) continue;
        counted++;
        total += value;
        if (value > most) most = value;
        if (value === 0) zeros++;
        else if (value < least) least = value;
      }
      if (counted > zeros) buckets.add(values, least, most);
      if (counted > 0) [min, max] = [Math.min(min, zeros > 0 ? 0 : least), Math.max(max, most)];
      count += counted;
      zeroCount += zeros;
      sum += total;
    },
    read: () => ({
      count,
      sum,
      ...(count === 0 ? {} : { min, max }),
      // Of zeros only it does not matter; the SDK says 0.
      scale: count === zeroCount ? 0 : buckets.scale(),
      zeroCount,
      positive: buckets.read(),
      negative: { offset: 0, bucketCounts: [] },
    }),
  };
}

interface Buckets {
  /** Adds what is above 0, when the least and the most of it are known: room is made once for all. */
  readonly add: (values: Float64Array, least: number, most: number) => void;
  readonly scale: () => number;
  readonly read: () => { readonly offset: number; readonly bucketCounts: number[] };
}

function createBuckets(): Buckets {
  /** Counts of the buckets from `first` on; all of them are in use or lie between two that are. */
  let counts: number[] = [];
  let first = 0;
  let scale = finestScale;
  let factor = 2 ** scale;
  const coarsen = (steps: number): void => {
    const merged: number[] = [];
    const mergedFirst = first >> steps;
    for (let at = 0; at < counts.length; at++) {
      const to = ((first + at) >> steps) - mergedFirst;
      merged[to] = (merged[to] ?? 0) + (counts[at] ?? 0);
    }
    counts = merged;
    first = mergedFirst;
    scale -= steps;
    factor = 2 ** scale;
  };
  const makeRoom = (least: number, most: number): void => {
    const [lowest = 0, highest = 0] = bucketIndices(Float64Array.of(least, most), factor);
    if (counts.length === 0) first = lowest;
    const steps = stepsToFit(Math.min(first, lowest), Math.max(first + counts.length - 1, highest));
    if (steps > 0) coarsen(steps);
    for (; lowest >> steps < first; first--) counts.unshift(0);
    while ((highest >> steps) - first >= counts.length) counts.push(0);
  };
  return {
    add(values, least, most) {
      makeRoom(least, most);
      const [into, from, indices] = [counts, first, bucketIndices(values, factor)];
      for (let at = 0; at < values.length; at++) {
        const value = values[at] as number;
        if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
        const index = (indices[at] as number) - from;
        into[index] = (into[index] ?? 0) + 1;
      }
    },
    scale: () => scale,
    read: () => ({ offset: first, bucketCounts: [...counts] }),
  };
}

/** How many times two neighbouring buckets must become one, for all to have room. */
function stepsToFit(lowest: number, highest: number): number {
  let steps = 0;
  while ((highest >> steps) - (lowest >> steps) >= maxBuckets) steps++;
  return steps;
}
