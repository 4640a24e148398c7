import { lowerSequenceNumber } from '@kinesis-otel/contract';
import type { ReadRecord } from '../records/read-record.ts';
import type { UndoneRecords } from '../running/run-in-order.ts';

/** What a handler answers where its mapping has `ReportBatchItemFailures`. */
export interface KinesisBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Reports the failed records of a batch; Lambda delivers again from the lowest on. A record that was not attempted and
 * lies before all of them is reported too: else it would pass for done. User records name their aggregate, once.
 */
export function buildBatchResponse({ failed, notAttempted }: UndoneRecords): KinesisBatchResponse {
  const reported = new Set(failed.map(({ record }) => record.sequenceNumber));
  const lowest = lowestOf(notAttempted);
  if (lowest !== undefined && reported.size > 0) {
    const checkpoint = [...reported].reduce(lowerSequenceNumber);
    if (lowerSequenceNumber(lowest, checkpoint) === lowest) reported.add(lowest);
  }
  return { batchItemFailures: [...reported].map((itemIdentifier) => ({ itemIdentifier })) };
}

function lowestOf(records: readonly ReadRecord[]): string | undefined {
  return records.length === 0 ? undefined : records.map((each) => each.sequenceNumber).reduce(lowerSequenceNumber);
}
