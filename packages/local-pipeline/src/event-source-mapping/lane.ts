import { createHash } from 'node:crypto';
import type { GatheredRecord } from './gathered-record.ts';

/** One of a shard's queues: its records go to the function in order, one batch at a time. */
export interface Lane {
  readonly waiting: GatheredRecord[];
}

/** Which of a shard's lanes a partition key's records go to, always the same one. */
export function laneIndex(partitionKey: string, laneCount: number): number {
  if (laneCount === 1) return 0;
  // The last bytes: the first decide on the shard and are much alike within one.
  return createHash('md5').update(partitionKey).digest().readUInt32BE(12) % laneCount;
}
