import type { RecordOutcome } from './batch-outcome.ts';

/** What a handler answers where its mapping has `ReportBatchItemFailures`. */
export interface KinesisBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Reports the failed records of a batch; Lambda delivers again from the lowest on. */
export function buildBatchResponse(outcomes: readonly RecordOutcome[]): KinesisBatchResponse {
  const failed = outcomes.filter(({ state }) => state === 'failure');
  return { batchItemFailures: failed.map(({ record }) => ({ itemIdentifier: record.sequenceNumber })) };
}
