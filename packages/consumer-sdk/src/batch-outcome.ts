import { isSequenceNumber, lowerSequenceNumber } from '@kinesis-otel/contract';
import type { ReadRecord } from './read-record.ts';
import type { SettledRecord } from './run-in-order.ts';

/**
 * What became of a record in this invocation.
 *
 * - `success`: done, and Lambda will not deliver it again.
 * - `replayed`: done, but at or after the checkpoint, so Lambda will deliver it again.
 * - `failure`: tried and failed.
 * - `not attempted`: left alone after a failure before it; Lambda will deliver it again.
 */
export type RecordState = 'success' | 'replayed' | 'failure' | 'not attempted';

/** A record, what became of it and when, in milliseconds since the epoch. */
export interface RecordOutcome {
  readonly record: ReadRecord;
  readonly state: RecordState;
  readonly endedAtMs: number;
  /** How long the user's function took for it, in milliseconds; unknown where a handler took the whole batch. */
  readonly durationMs?: number;
  readonly error?: unknown;
}

/**
 * The outcome of records that were run one by one until the first failure.
 *
 * @param isPartial whether the failure is reported for its record; else the whole batch comes again
 */
export function outcomeOfRun(
  records: readonly ReadRecord[],
  settled: readonly SettledRecord[],
  isPartial: boolean,
): readonly RecordOutcome[] {
  const hasFailed = settled.some(({ failure }) => failure !== undefined);
  const done: RecordState = hasFailed && !isPartial ? 'replayed' : 'success';
  return records.map((record, index) => {
    const result = settled[index];
    if (result === undefined) return { record, state: 'not attempted', endedAtMs: settled.at(-1)?.endedAtMs ?? 0 };
    const { endedAtMs, durationMs, failure } = result;
    if (failure === undefined) return { record, state: done, endedAtMs, durationMs };
    return { record, state: 'failure', endedAtMs, durationMs, error: failure.error };
  });
}

/** The outcome of a batch whose handler threw: every record failed. */
export function outcomeOfThrow(
  records: readonly ReadRecord[],
  error: unknown,
  endedAtMs: number,
): readonly RecordOutcome[] {
  return records.map((record) => ({ record, state: 'failure', endedAtMs, error }));
}

/**
 * The outcome of a batch whose handler returned, by Lambda's rules for a batch response
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html): the lowest reported
 * sequence number is the checkpoint, all from it come again; an identifier that is none, or not of this batch, fails the
 * whole batch; no list, or an empty one, is success.
 */
export function outcomeOfResponse(
  records: readonly ReadRecord[],
  response: unknown,
  endedAtMs: number,
): readonly RecordOutcome[] {
  const reported = reportedFailures(response);
  if (reported.length === 0) return records.map((record) => ({ record, state: 'success', endedAtMs }));
  const ofBatch = new Set(records.map(({ sequenceNumber }) => sequenceNumber));
  const valid = reported.filter((each): each is string => isSequenceNumber(each) && ofBatch.has(each));
  if (valid.length < reported.length) return outcomeOfThrow(records, badIdentifier, endedAtMs);
  const checkpoint = BigInt(valid.reduce(lowerSequenceNumber));
  const failed = new Set(valid);
  return records.map((record) => ({ record, state: stateAt(record, checkpoint, failed), endedAtMs }));
}

const badIdentifier = { name: 'InvalidBatchItemFailures' };

function stateAt({ sequenceNumber }: ReadRecord, checkpoint: bigint, failed: ReadonlySet<string>): RecordState {
  if (failed.has(sequenceNumber)) return 'failure';
  return BigInt(sequenceNumber) < checkpoint ? 'success' : 'replayed';
}

function reportedFailures(response: unknown): readonly unknown[] {
  const list = (response as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures;
  if (!Array.isArray(list)) return [];
  return list.map((each) => (each as { itemIdentifier?: unknown } | null)?.itemIdentifier);
}
