/** Running totals of one stream; reading them costs nothing. Times are milliseconds of the wall clock. */
export interface StreamCounts {
  readonly accepted: number;
  readonly acceptedBytes: number;
  /** Records handed to a function at least once. */
  readonly delivered: number;
  /** Deliveries after a record's first. */
  readonly redelivered: number;
  /** Records processed for good. */
  readonly settled: number;
  /** Records given up on, with no destination to send them to. */
  readonly dropped: number;
  /** Records given up on and sent to the mapping's on-failure destination. */
  readonly deadLettered: number;
  /** Records no filter pattern let through; they are never handed to a function. */
  readonly filtered: number;
  readonly invocations: number;
  /** Invocations that ended in a function error; a partial batch response is none. */
  readonly failedInvocations: number;
  /** Attempts to invoke that were refused before the function ran; they are no invocations. */
  readonly throttles: number;
  readonly batchSizeMax: number;
  /** GetRecords calls of the mapping that failed and were tried again. */
  readonly failedReads: number;
  readonly lastReadFailure: string | undefined;
  readonly firstAcceptedAtMs: number | undefined;
  readonly lastAcceptedAtMs: number | undefined;
  readonly firstSettledAtMs: number | undefined;
  readonly lastSettledAtMs: number | undefined;
}

export type RunningCounts = { -readonly [Key in keyof StreamCounts]: StreamCounts[Key] };

export function noCounts(): RunningCounts {
  return {
    accepted: 0,
    acceptedBytes: 0,
    delivered: 0,
    redelivered: 0,
    settled: 0,
    dropped: 0,
    deadLettered: 0,
    filtered: 0,
    invocations: 0,
    failedInvocations: 0,
    throttles: 0,
    batchSizeMax: 0,
    failedReads: 0,
    lastReadFailure: undefined,
    firstAcceptedAtMs: undefined,
    lastAcceptedAtMs: undefined,
    firstSettledAtMs: undefined,
    lastSettledAtMs: undefined,
  };
}
