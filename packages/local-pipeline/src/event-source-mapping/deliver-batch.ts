import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import { pause } from '../pause.ts';
import { backoffMs } from './backoff.ts';
import type { GatheredRecord } from './gathered-record.ts';
import { countSettled } from './settle-batch.ts';

/** Who gets batches, and what is done where one fails. */
export interface Delivery {
  readonly target: LocalFunction;
  readonly page: StreamLedger;
  readonly reportBatchItemFailures: boolean;
  /** -1: until the batch succeeds. */
  readonly maximumRetryAttempts: number;
  /** Told of every record that is done with, settled or dropped, in order. */
  onDone(records: readonly GatheredRecord[]): void;
}

/**
 * Invokes the function until every record of a batch is settled or the retries are used up; what is left is then dropped.
 * A checkpoint that moves on starts the count of retries anew.
 */
export async function deliverBatch(
  batch: readonly GatheredRecord[],
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const { page, maximumRetryAttempts, onDone } = delivery;
  let rest = batch;
  let retries = 0;
  while (!signal.aborted) {
    const settledCount = await invokeOnce(rest, delivery);
    const settled = rest.slice(0, settledCount);
    page.settled(settled);
    onDone(settled);
    rest = rest.slice(settledCount);
    if (rest.length === 0 || signal.aborted) return;
    if (settledCount > 0) retries = 0;
    if (retries === maximumRetryAttempts) break;
    retries++;
    await pause(backoffMs(retries), signal);
  }
  if (signal.aborted) return;
  page.dropped(rest);
  onDone(rest);
}

async function invokeOnce(records: readonly GatheredRecord[], delivery: Delivery): Promise<number> {
  const { target, page, reportBatchItemFailures } = delivery;
  page.delivered(records);
  const result = await target.invoke({ Records: records.map(({ lambdaRecord }) => lambdaRecord) });
  page.invoked(result.ok);
  const sequenceNumbers = records.map(({ sequenceNumber }) => sequenceNumber);
  return countSettled(sequenceNumbers, result, reportBatchItemFailures);
}
