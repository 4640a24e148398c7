import { createHash } from 'node:crypto';
import type { PutEntry } from './put-entries.ts';

/** A shard as the engine describes it. */
export interface ShardDescription {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
  readonly SequenceNumberRange: { readonly EndingSequenceNumber?: string };
}

/** A shard of a stream, open for records or closed by resharding. */
export interface Shard {
  readonly description: ShardDescription;
  readonly shardId: string;
  readonly isOpen: boolean;
  readonly parentIds: readonly string[];
  readonly firstHash: bigint;
  readonly lastHash: bigint;
}

export function readShard(description: ShardDescription): Shard {
  const { ShardId, ParentShardId, AdjacentParentShardId, HashKeyRange, SequenceNumberRange } = description;
  return {
    description,
    shardId: ShardId,
    isOpen: SequenceNumberRange.EndingSequenceNumber === undefined,
    parentIds: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
    firstHash: BigInt(HashKeyRange.StartingHashKey),
    lastHash: BigInt(HashKeyRange.EndingHashKey),
  };
}

/**
 * The open shard a record belongs to: by its explicit hash key, else by the MD5 of its partition key
 * (https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html). Undefined for a hash key that is none.
 */
export function shardOfEntry(shards: readonly Shard[], entry: PutEntry): Shard | undefined {
  const hash = hashOf(entry);
  if (hash === undefined) return undefined;
  return shards.find(({ isOpen, firstHash, lastHash }) => isOpen && firstHash <= hash && hash <= lastHash);
}

function hashOf({ PartitionKey, ExplicitHashKey }: PutEntry): bigint | undefined {
  if (ExplicitHashKey === undefined) return BigInt(`0x${createHash('md5').update(PartitionKey).digest('hex')}`);
  return /^\d{1,39}$/.test(ExplicitHashKey) ? BigInt(ExplicitHashKey) : undefined;
}
