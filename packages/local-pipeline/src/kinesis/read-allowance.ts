import type { ShardPlace } from './shard-place.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
const callsPerSecond = 5;
const bytesPerSecond = 2_097_152;

/** What each shard gives to all that share its reads. */
export interface ReadAllowance {
  /** Counts a call; false, and nothing counted, where the shard has to be left alone for now. */
  begin(place: ShardPlace): boolean;
  /** Counts what a call returned. */
  returned(place: ShardPlace, bytes: number): void;
}

interface ShardReads {
  readonly calls: TokenBucket;
  readonly bytes: TokenBucket;
  blockedUntilMs: number;
}

/**
 * Five calls a second, and 2 MiB a second: a call that returns more than is left blocks the shard until all is paid, five
 * seconds after 10 MiB.
 */
export function createReadAllowance(now: () => number): ReadAllowance {
  const shards = new Map<string, ShardReads>();
  const readsOf = ({ streamName, shardId }: ShardPlace): ShardReads => {
    const key = `${streamName}/${shardId}`;
    const reads = shards.get(key) ?? createShardReads(now);
    shards.set(key, reads);
    return reads;
  };
  return {
    begin: (place) => {
      const { calls, blockedUntilMs } = readsOf(place);
      if (now() < blockedUntilMs || !calls.has(1)) return false;
      calls.take(1);
      return true;
    },
    returned: (place, size) => {
      const reads = readsOf(place);
      reads.bytes.take(size);
      const level = reads.bytes.level();
      if (level < 0) reads.blockedUntilMs = now() + ((bytesPerSecond - level) * 1000) / bytesPerSecond;
    },
  };
}

function createShardReads(now: () => number): ShardReads {
  const calls = createTokenBucket(callsPerSecond, now);
  return { calls, bytes: createTokenBucket(bytesPerSecond, now), blockedUntilMs: 0 };
}
