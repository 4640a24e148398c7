import { otherErrorType } from '@kinesis-otel/contract';

/** What became of the records of one put call. */
export interface PutOutcome {
  readonly total: number;
  readonly accepted: number;
  readonly throttled: number;
  /** Rejected records, throttled ones included, by AWS's error code. */
  readonly rejectedByCode: ReadonlyMap<string, number>;
  /** What AWS said of each record, in their order; undefined where the call failed as a whole. */
  readonly results: readonly PutResult[] | undefined;
}

/** Where in a stream a record is. */
export interface RecordPlace {
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** The error code of a record, or a whole call, that found its shard or stream at its limit. */
const throttledCodes: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'ThrottlingException',
];

/** An entry of PutRecords' answer; PutRecord's answer is of the same shape. */
export type PutResult =
  | { readonly ErrorCode?: string; readonly ShardId?: unknown; readonly SequenceNumber?: unknown }
  | undefined;

/** Reads the outcome of a call that AWS answered: PutRecords says 200 even where it rejected records. */
export function outcomeOfOutput(output: unknown, total: number): PutOutcome {
  const { Records } = (output ?? {}) as { Records?: unknown };
  const results: readonly PutResult[] = Array.isArray(Records) ? Records : [output as PutResult];
  const rejectedByCode = new Map<string, number>();
  for (const result of results) {
    if (result?.ErrorCode) rejectedByCode.set(result.ErrorCode, (rejectedByCode.get(result.ErrorCode) ?? 0) + 1);
  }
  return { ...summarise(total, rejectedByCode), results };
}

/** Reads the outcome of a call that failed as a whole: every record was rejected. */
export function outcomeOfError(error: unknown, total: number): PutOutcome {
  const name = (error as { name?: unknown } | undefined)?.name;
  const code = typeof name === 'string' && name !== '' ? name : otherErrorType;
  return { ...summarise(total, new Map([[code, total]])), results: undefined };
}

/** True for the codes that mean throttled and not failed. */
export function isThrottled(code: string): boolean {
  return throttledCodes.includes(code);
}

/** Whether the record at an index was accepted. */
export function isAccepted({ results }: PutOutcome, index: number): boolean {
  return results !== undefined && !results[index]?.ErrorCode;
}

/** The place of the record at an index; undefined where AWS did not say. */
export function placeOf({ results }: PutOutcome, index: number): RecordPlace | undefined {
  const { ShardId: shardId, SequenceNumber: sequenceNumber } = results?.[index] ?? {};
  return typeof shardId === 'string' && typeof sequenceNumber === 'string' ? { shardId, sequenceNumber } : undefined;
}

function summarise(total: number, rejectedByCode: ReadonlyMap<string, number>) {
  let rejected = 0;
  let throttled = 0;
  for (const [code, count] of rejectedByCode) {
    rejected += count;
    if (isThrottled(code)) throttled += count;
  }
  return { total, accepted: total - rejected, throttled, rejectedByCode };
}
