import type { Clock } from '../clock.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import type { Attempt } from './attempt-batch.ts';
import { backoffMs } from './backoff.ts';
import { type BatchPart, wholeBatch } from './batch-part.ts';
import type { GatheredRecord } from './gathered-record.ts';
import type { GivenUpBatch } from './on-failure/given-up-batch.ts';
import { planRetry, type RetryRules } from './plan-retry.ts';

/** Who gets batches, and what is done where one fails. */
export interface Delivery {
  readonly rules: RetryRules & { readonly maximumRecordAgeMs: number };
  readonly clock: Clock;
  readonly page: StreamLedger;
  attempt(records: readonly GatheredRecord[]): Promise<Attempt>;
  /** Drops records or sends them to the destination. */
  giveUp(batch: GivenUpBatch): void;
  /** Told of every record that is done with, in order. */
  onDone(records: readonly GatheredRecord[]): void;
}

/** Sends a batch, and what its failures leave of it, until every record is settled or given up. */
export async function deliverBatch(
  batch: readonly GatheredRecord[],
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const parts: BatchPart[] = [wholeBatch(batch)];
  while (!signal.aborted) {
    const part = parts.shift();
    if (part === undefined) return;
    parts.unshift(...(await deliverPart(part, delivery, signal)));
  }
}

/** Sends a part once and gives what is to be sent in its place. */
async function deliverPart(part: BatchPart, delivery: Delivery, signal: AbortSignal): Promise<readonly BatchPart[]> {
  const young = giveUpExpired(part, delivery);
  if (young.records.length === 0) return [];
  const attempt = await delivery.attempt(young.records);
  const settled = young.records.slice(0, attempt.settledCount);
  delivery.page.settled(settled);
  delivery.onDone(settled);
  if (settled.length === young.records.length || signal.aborted) return [];
  const next = afterAttempt(young, attempt, delivery);
  if (next[0]) await delivery.clock.pause(backoffMs(next[0].failures), signal);
  return next;
}

function afterAttempt(part: BatchPart, attempt: Attempt, delivery: Delivery): readonly BatchPart[] {
  // Before the function ran no retry is used up: only age ends this.
  if (!attempt.wasInvoked) return [{ ...part, failures: part.failures + 1 }];
  const tried = { ...part, invocations: part.invocations + 1, lastResult: attempt.result };
  const next = planRetry(tried, attempt.settledCount, delivery.rules);
  if (next.length === 0) {
    const records = tried.records.slice(attempt.settledCount);
    giveUp({ ...tried, records }, 'RetryAttemptsExhausted', delivery);
  }
  return next;
}

/** Gives up the records that are too old to be sent, and gives the part without them. */
function giveUpExpired(part: BatchPart, delivery: Delivery): BatchPart {
  const { clock, rules } = delivery;
  if (rules.maximumRecordAgeMs === -1) return part;
  const isYoung = ({ arrivedAtMs }: GatheredRecord): boolean =>
    clock.elapsedMs(arrivedAtMs) <= rules.maximumRecordAgeMs;
  const firstYoung = part.records.findIndex(isYoung);
  const count = firstYoung === -1 ? part.records.length : firstYoung;
  if (count === 0) return part;
  giveUp({ ...part, records: part.records.slice(0, count) }, 'RecordAgeExceeded', delivery);
  return { ...part, records: part.records.slice(count) };
}

function giveUp(part: BatchPart, condition: GivenUpBatch['condition'], delivery: Delivery): void {
  const { records, invocations, lastResult } = part;
  delivery.giveUp({ records, condition, invocations, lastResult });
  delivery.onDone(records);
}
