import type { OutgoingBatch } from '../outgoing-batch.ts';
import type { StampedRecords } from '../stamping/stamp-records.ts';
import type { PutOutcome } from './put-outcome.ts';

/** One line about a put call, for `KINESIS_OTEL_DEBUG`. Says nothing of what records contain. */
export function describePut(
  { operation, streamName }: OutgoingBatch,
  stamped: StampedRecords,
  { total, rejectedByCode }: PutOutcome,
  durationMs: number,
): string {
  const contexts = [
    ...stamped.outcomes,
    ...[...stamped.skipped].map(([reason, count]) => [`skipped ${reason}`, count]),
  ];
  const parts = [
    `${total} records`,
    ...contexts.map(([what, count]) => `${count} ${what}`),
    ...[...rejectedByCode].map(([code, count]) => `${count} rejected ${code}`),
    `${Math.round(durationMs)} ms`,
  ];
  return `kinesis-otel: ${operation} ${streamName}: ${parts.join(', ')}`;
}
