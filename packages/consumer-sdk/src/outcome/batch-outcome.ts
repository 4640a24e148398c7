import { isSequenceNumber, lowerSequenceNumber } from '@kinesis-otel/contract';
import type { ReadRecord } from '../records/read-record.ts';
import type { SettledRecords } from '../running/settled-record.ts';

/**
 * What became of a record in this invocation.
 *
 * - `success`: done, and Lambda will not deliver it again.
 * - `replayed`: done, but at or after the checkpoint, so Lambda will deliver it again.
 * - `failure`: tried and failed, and Lambda will deliver it again.
 * - `set aside`: tried and failed, and Lambda will not deliver it again, because nobody told it.
 * - `not attempted`: left alone after a failure before it; Lambda will deliver it again.
 */
export type RecordState = 'success' | 'replayed' | 'failure' | 'set aside' | 'not attempted';

/** Whether a record in this state was tried and failed. */
export function isFailed(state: RecordState): boolean {
  return state === 'failure' || state === 'set aside';
}

/** A record, what became of it and when, in milliseconds since the epoch. */
export interface RecordOutcome {
  readonly record: ReadRecord;
  readonly state: RecordState;
  readonly endedAtMs: number;
  /** How long the record's own work took, in milliseconds; unknown where a handler took the whole batch. */
  readonly durationMs: number | undefined;
  /** Of a failure. */
  readonly error?: unknown;
}

/** The end of a handler, as Lambda sees it. */
export interface HandlerEnd {
  readonly records: readonly ReadRecord[];
  /** Those that were worked on one by one; the others ended when the handler did. */
  readonly settled: SettledRecords;
  /** Milliseconds since the epoch. */
  readonly endedAtMs: number;
}

/** The rules a mapping reads a response by. */
export interface MappingRules {
  /** The mapping has `ReportBatchItemFailures`; one that has not ignores a list of failures. */
  readonly reportBatchItemFailures: boolean;
  /** The mapping has tumbling windows, and takes a response without `state` as a failure. */
  readonly isWindowed: boolean;
}

/**
 * The outcome of a batch that comes again as a whole, because its handler threw, or ran out of time: what was done is
 * replayed, and what its own work had not yet begun was not attempted.
 */
export function outcomeOfThrow({ records, settled, endedAtMs }: HandlerEnd, error: unknown): readonly RecordOutcome[] {
  return records.map((record) => {
    const own = settled.get(record);
    if (own === undefined) {
      const state = settled.size === 0 ? 'failure' : 'not attempted';
      return { record, state, endedAtMs, durationMs: undefined, error };
    }
    if (own.failure === undefined) return { ...own, state: 'replayed' };
    return { ...own, state: 'failure', error: own.failure.error };
  });
}

/**
 * The outcome of a batch whose handler returned, by Lambda's rules for a batch response
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html): the lowest reported
 * sequence number is the checkpoint, all from it come again; an identifier that is none, or not of this batch, fails the
 * whole batch; no list, or an empty one, is success. All records of an aggregate have its sequence number.
 */
export function outcomeOfResponse(end: HandlerEnd, response: unknown, rules: MappingRules): readonly RecordOutcome[] {
  if (rules.isWindowed && !hasState(response)) return outcomeOfThrow(end, missingState);
  const reported = rules.reportBatchItemFailures ? reportedFailures(response) : [];
  const failed = new Set(reported.filter(isSequenceNumber));
  if (failed.size === 0 && reported.length === 0) return end.records.map((record) => outcomeOf(record, end, false));
  const ofBatch = new Set(end.records.map(({ sequenceNumber }) => sequenceNumber));
  if (!reported.every((each) => isSequenceNumber(each) && ofBatch.has(each))) return outcomeOfThrow(end, badIdentifier);
  const checkpoint = BigInt([...failed].reduce(lowerSequenceNumber));
  return end.records.map((record) =>
    outcomeOf(record, end, BigInt(record.sequenceNumber) >= checkpoint, failed.has(record.sequenceNumber)),
  );
}

/** True for a response that names failures, whoever listens. */
export function reportsFailures(response: unknown): boolean {
  return reportedFailures(response).length > 0;
}

const badIdentifier = { name: 'InvalidBatchItemFailures' };
const missingState = { name: 'MissingState' };

function outcomeOf(record: ReadRecord, end: HandlerEnd, comesAgain: boolean, isReported = false): RecordOutcome {
  const own = end.settled.get(record);
  if (own === undefined) {
    const { endedAtMs } = end;
    // Where records have work of their own, one without has not been tried.
    const state = end.settled.size > 0 && comesAgain ? 'not attempted' : stateWithoutFailure(comesAgain, isReported);
    return { record, state, endedAtMs, durationMs: undefined };
  }
  if (own.failure !== undefined) {
    return { ...own, state: isReported ? 'failure' : stateOfSilentFailure(comesAgain), error: own.failure.error };
  }
  // Of an aggregate only another user record can have failed.
  const isItself = isReported && record.aggregated === undefined;
  return { ...own, state: stateWithoutFailure(comesAgain, isItself) };
}

function stateWithoutFailure(comesAgain: boolean, isReported: boolean): RecordState {
  if (isReported) return 'failure';
  return comesAgain ? 'replayed' : 'success';
}

/** A failure that the response does not name comes again all the same behind the checkpoint. */
function stateOfSilentFailure(comesAgain: boolean): RecordState {
  return comesAgain ? 'failure' : 'set aside';
}

function hasState(response: unknown): boolean {
  const state = (response as { state?: unknown } | null | undefined)?.state;
  return typeof state === 'object' && state !== null;
}

function reportedFailures(response: unknown): readonly unknown[] {
  const list = (response as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures;
  if (!Array.isArray(list)) return [];
  return list.map((each) => (each as { itemIdentifier?: unknown } | null)?.itemIdentifier);
}
