import type { Observation } from '../observation.ts';
import type { Figure } from './measure.ts';

/** Figures that take the time from one clock and subtract that of another. */
const acrossClocks: ReadonlySet<string> = new Set([
  'EndToEndLatency',
  'ProducerToKinesisLatency',
  'RecordProcessingLatency',
  'StreamDwellTime',
  'end_to_end_latency',
]);

/** From this share on, a p99 may rest on values that are known to be wrong. */
const toleratedShare = 0.01;

/**
 * Why a row's figure cannot be trusted; undefined when it can. The counter of negative latencies does not tell which
 * latency it was, so a row is doubted only if its own least value is the 0 that a negative one is recorded as.
 */
export function clockSkewReason(rowName: string, figure: Figure, { counts }: Observation): string | undefined {
  const { clockSkewClamped: clamped, recordsProcessed } = counts;
  if (!acrossClocks.has(rowName) || figure.kind !== 'distribution' || !clamped) return undefined;
  if ((figure.distribution.min ?? 0) > 0) return undefined;
  if (recordsProcessed !== undefined && clamped <= toleratedShare * recordsProcessed) return undefined;
  return `clock skew: ${clamped} latencies came out negative`;
}
