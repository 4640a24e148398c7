import type { Clock } from '../clock.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';

/** A shard as ListShards gives it. */
export interface ListedShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
}

/** How the shards of a stream are found and read. */
export interface ShardFollowing {
  readonly page: StreamLedger;
  readonly clock: Clock;
  list(): Promise<readonly ListedShard[]>;
  /** Resolves once every record of a closed shard is done with, or the signal has ended all. */
  poll(shardId: string): Promise<void>;
}

const listAgainMs = 1000;

/**
 * Reads shards as they come and go by resharding: a child once its parents are done with, so that the records of a partition
 * key stay in order (https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html). Resolves once the signal has
 * ended every read.
 */
export async function followShards(
  first: readonly ListedShard[],
  following: ShardFollowing,
  signal: AbortSignal,
): Promise<void> {
  const started = new Set<string>();
  const ended = new Set<string>();
  const start = async (shards: readonly ListedShard[]): Promise<void> => {
    const due = shards.filter((shard) => !started.has(shard.ShardId) && areParentsDone(shard, shards, ended));
    for (const { ShardId } of due) started.add(ShardId);
    await Promise.all(due.map(({ ShardId }) => follow(ShardId)));
  };
  const follow = async (shardId: string): Promise<void> => {
    await following.poll(shardId);
    if (signal.aborted) return;
    ended.add(shardId);
    await start(await listShards(following, signal));
  };
  await start(first);
}

/** A parent that is listed no more has nothing left to read. */
function areParentsDone(
  { ParentShardId, AdjacentParentShardId }: ListedShard,
  listed: readonly ListedShard[],
  ended: ReadonlySet<string>,
): boolean {
  return [ParentShardId, AdjacentParentShardId].every(
    (parentId) => parentId === undefined || ended.has(parentId) || !listed.some(({ ShardId }) => ShardId === parentId),
  );
}

async function listShards({ list, page, clock }: ShardFollowing, signal: AbortSignal): Promise<readonly ListedShard[]> {
  while (!signal.aborted) {
    try {
      return await list();
    } catch (failure) {
      page.readFailed(failure);
      await clock.pause(listAgainMs, signal);
    }
  }
  return [];
}
