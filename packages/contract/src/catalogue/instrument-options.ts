import { maxMemoryUsed } from './environment-metrics.ts';
import type { Instrument } from './metric.ts';

/** What a meter wants to know of an instrument, beside its name. */
export interface InstrumentOptions {
  readonly unit: string;
  readonly description: string;
  readonly advice?: { readonly explicitBucketBoundaries: number[] };
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Up to 24 h, Kinesis's shortest retention: OpenTelemetry's default buckets end at 10 s, where a pipeline's trouble begins. */
const latencyBoundariesMs: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 30].map((count) => count * second),
  ...[1, 5, 15].map((count) => count * minute),
  ...[1, 3, 6, 12, 24].map((count) => count * hour),
];

/** The conventions' own: https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/ */
const secondBoundaries: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** A batch holds 10,000 records at most. */
const recordBoundaries: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

const mebibyte = 1_048_576;

/** An event holds 6 MiB at most. */
const byteBoundaries: readonly number[] = [
  ...[256, 1_024, 4_096, 16_384, 65_536, 262_144, 524_288],
  ...[1, 2, 4, 6].map((count) => count * mebibyte),
];

/** A function has 128 to 10,240 MiB of memory. */
const memoryBoundaries: readonly number[] = [
  32, 64, 96, 128, 192, 256, 384, 512, 768, 1_024, 1_536, 2_048, 3_072, 4_096, 6_144, 8_192, 10_240,
].map((count) => count * mebibyte);

/**
 * Options for the instrument of one catalogue row, or of one that the conventions name. The boundaries are advice: they serve readers without exponential
 * histograms, and any view goes before them.
 */
export function instrumentOptions({ name, unit, description, kind }: Instrument): InstrumentOptions {
  const boundaries = kind === 'histogram' ? boundariesFor(name, unit) : undefined;
  if (boundaries === undefined) return { unit, description };
  return { unit, description, advice: { explicitBucketBoundaries: [...boundaries] } };
}

function boundariesFor(name: string, unit: string): readonly number[] | undefined {
  if (unit === 'ms') return latencyBoundariesMs;
  if (unit === 's') return secondBoundaries;
  if (name === maxMemoryUsed.name) return memoryBoundaries;
  if (unit === 'By') return byteBoundaries;
  return unit === '{record}' ? recordBoundaries : undefined;
}
