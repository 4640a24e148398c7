import type { ReadRecord } from './read-record.ts';

/**
 * The key whose records are in order: of a user record its own. Null where there is none, on a stream with
 * service-managed record distribution; then no order is promised.
 */
export function partitionKeyOf({ aggregated, source }: ReadRecord): string | null {
  return aggregated?.userRecord.partitionKey ?? source.kinesis.partitionKey ?? null;
}
