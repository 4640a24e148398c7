import { otherErrorType } from '@kinesis-otel/contract';

/** What became of the records of one put call. */
export interface PutOutcome {
  readonly total: number;
  readonly accepted: number;
  readonly throttled: number;
  /** Rejected records, throttled ones included, by AWS's error code. */
  readonly rejectedByCode: ReadonlyMap<string, number>;
}

/** The error code of a record, or a whole call, that found its shard or stream at its limit. */
const throttledCodes: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'ThrottlingException',
];

/** Reads the outcome of a call that AWS answered: PutRecords says 200 even where it rejected records. */
export function outcomeOfOutput(output: unknown, total: number): PutOutcome {
  const results = (output as { Records?: readonly { ErrorCode?: string }[] } | undefined)?.Records;
  const rejectedByCode = new Map<string, number>();
  for (const { ErrorCode } of Array.isArray(results) ? results : []) {
    if (ErrorCode) rejectedByCode.set(ErrorCode, (rejectedByCode.get(ErrorCode) ?? 0) + 1);
  }
  return summarise(total, rejectedByCode);
}

/** Reads the outcome of a call that failed as a whole: every record was rejected. */
export function outcomeOfError(error: unknown, total: number): PutOutcome {
  const name = (error as { name?: unknown } | undefined)?.name;
  return summarise(total, new Map([[typeof name === 'string' && name !== '' ? name : otherErrorType, total]]));
}

/** True for the codes that mean throttled and not failed. */
export function isThrottled(code: string): boolean {
  return throttledCodes.includes(code);
}

function summarise(total: number, rejectedByCode: ReadonlyMap<string, number>): PutOutcome {
  let rejected = 0;
  let throttled = 0;
  for (const [code, count] of rejectedByCode) {
    rejected += count;
    if (isThrottled(code)) throttled += count;
  }
  return { total, accepted: total - rejected, throttled, rejectedByCode };
}
