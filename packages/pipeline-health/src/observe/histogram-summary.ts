import type { OtlpInteger } from './otlp-json.ts';
import { readInteger } from './read-integer.ts';

/** What a histogram knows beside its buckets. A figure that one of the merged points lacked is undefined. */
export interface HistogramSummary {
  readonly count: number;
  readonly sum: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

interface SummaryFields {
  readonly count?: OtlpInteger;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
}

/** Reads the four figures of a histogram point. */
export function readSummary(point: SummaryFields): HistogramSummary {
  return {
    count: readInteger(point.count),
    sum: point.sum ?? undefined,
    min: point.min ?? undefined,
    max: point.max ?? undefined,
  };
}

/** Adds summaries up. */
export function mergeSummaries(summaries: readonly HistogramSummary[]): HistogramSummary {
  return {
    count: summaries.reduce((total, { count }) => total + count, 0),
    sum: combine(summaries, 'sum', (a, b) => a + b),
    min: combine(summaries, 'min', Math.min),
    max: combine(summaries, 'max', Math.max),
  };
}

function combine(
  summaries: readonly HistogramSummary[],
  field: 'sum' | 'min' | 'max',
  merge: (a: number, b: number) => number,
): number | undefined {
  return summaries
    .map((summary) => summary[field])
    .reduce((a, b) => (a === undefined || b === undefined ? undefined : merge(a, b)));
}

/** Keeps an estimate inside what is known for certain. */
export function clampToSummary(value: number, { min, max }: HistogramSummary): number {
  return Math.min(Math.max(value, min ?? value), max ?? Number.POSITIVE_INFINITY);
}
