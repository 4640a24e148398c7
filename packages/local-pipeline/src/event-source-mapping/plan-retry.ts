import type { BatchPart } from './batch-part.ts';

/** The rules a failed batch is retried by. */
export interface RetryRules {
  readonly bisectBatchOnFunctionError: boolean;
  /** -1: without end. */
  readonly maximumRetryAttempts: number;
}

/**
 * What is sent next, in order, after an invocation that left records unsettled; nothing where the retries are used up.
 * Splitting uses up no retry: at the sequence number the function returned, else in the middle
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html). Records after a checkpoint that
 * moved are a new batch, with all its retries.
 */
export function planRetry(part: BatchPart, settledCount: number, rules: RetryRules): readonly BatchPart[] {
  const hasMoved = settledCount > 0;
  const retries = hasMoved ? 0 : part.retries;
  const failures = hasMoved ? 1 : part.failures + 1;
  const rest = { ...part, records: part.records.slice(settledCount), retries, failures };
  if (rules.bisectBatchOnFunctionError && part.records.length > 1) return hasMoved ? [rest] : halves(rest);
  if (retries === rules.maximumRetryAttempts) return [];
  return [{ ...rest, retries: retries + 1 }];
}

function halves(part: BatchPart): readonly BatchPart[] {
  const middle = Math.ceil(part.records.length / 2);
  return [
    { ...part, records: part.records.slice(0, middle) },
    { ...part, records: part.records.slice(middle) },
  ];
}
