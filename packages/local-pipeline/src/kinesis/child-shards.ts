import type { Shard } from './shard.ts';

/** A child as GetRecords names it at the end of its parent. */
export interface ChildShard {
  readonly ShardId: string;
  readonly ParentShards: readonly string[];
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
}

/** The shards a shard was split or merged into (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ChildShard.html). */
export function childShards(shards: readonly Shard[], parentId: string): readonly ChildShard[] {
  return shards
    .filter(({ parentIds }) => parentIds.includes(parentId))
    .map(({ shardId, parentIds, description }) => ({
      ShardId: shardId,
      ParentShards: parentIds,
      HashKeyRange: description.HashKeyRange,
    }));
}
