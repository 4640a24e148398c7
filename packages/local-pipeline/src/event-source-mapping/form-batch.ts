import type { GatheredRecord } from './gathered-record.ts';

/** What a batch may hold. */
export interface BatchLimits {
  readonly maxRecords: number;
  readonly maxPayloadBytes: number;
}

/** Bytes of `{"Records":[]}`, around the records and their commas. */
const frameBytes = 14;

/** How many of the waiting records the next batch takes: from the first on, at least one, as many as both limits let in. */
export function nextBatchSize(waiting: readonly GatheredRecord[], limits: BatchLimits): number {
  let payloadBytes = frameBytes;
  let size = 0;
  for (const record of waiting) {
    payloadBytes += record.payloadBytes + 1;
    const isOver = size === limits.maxRecords || payloadBytes - 1 > limits.maxPayloadBytes;
    if (isOver && size > 0) break;
    size++;
  }
  return size;
}

/** True where waiting longer could not make the next batch larger. */
export function isBatchFull(waiting: readonly GatheredRecord[], limits: BatchLimits): boolean {
  return waiting.length >= limits.maxRecords || nextBatchSize(waiting, limits) < waiting.length;
}
