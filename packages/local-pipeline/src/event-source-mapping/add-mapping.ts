import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { AwsJsonClient } from '../aws-json-client.ts';
import type { Clock } from '../clock.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createRecordFilter } from './filter/record-filter.ts';
import { followShards, type ListedShard } from './follow-shards.ts';
import type { MappingOptions } from './mapping-options.ts';
import { mappingRules } from './mapping-rules.ts';
import { createFailureDestination, type FailureTarget } from './on-failure/failure-destination.ts';
import { giveUpTo } from './on-failure/give-up-to.ts';
import { pollShard, type ShardPolling } from './poll-shard.ts';
import { createShardReader } from './read-shard.ts';

/** A stream that feeds a function. */
export interface Mapping {
  /** What AWS would know it by; a bucket's objects are filed under it. */
  readonly uuid: string;
  /**
   * Resolves once every record the stream has accepted by now is settled, filtered, dropped or sent to the destination, or lies
   * before the starting position; rejects where the mapping is stopped first.
   */
  drained(): Promise<void>;
  /** Takes no further batch and waits for those under way. Idempotent. */
  stop(): Promise<void>;
}

/** What a mapping connects. */
export interface MappingParts {
  readonly client: AwsJsonClient;
  readonly target: Pick<LocalFunction, 'arn' | 'invoke'>;
  readonly page: StreamLedger;
  readonly clock: Clock;
  /** What `onFailure` names. */
  readonly failureTarget?: FailureTarget;
}

/** Starts to feed a function from a stream: shards side by side, each in order. Rejects where the position cannot be fixed. */
export async function addMapping(options: MappingOptions, parts: MappingParts): Promise<Mapping> {
  const uuid = randomUUID();
  const list = (): Promise<readonly ListedShard[]> => listShards(parts.client, options.streamName);
  const shards = await list();
  const end = new AbortController();
  // Every shard waits on the one signal.
  setMaxListeners(0, end.signal);
  const checkpoints = createCheckpoints(end.signal);
  const createPolling = (shardId: string, from: MappingOptions): ShardPolling => {
    const advance = (sequenceNumber: string): void => checkpoints.advance(shardId, sequenceNumber);
    return { ...shardPolling(shardId, uuid, from, parts), advance };
  };
  const pollings = new Map(shards.map(({ ShardId }) => [ShardId, createPolling(ShardId, options)]));
  // What comes from now on is read, even where reading starts after the newest record.
  if (options.startingPosition === 'LATEST') {
    await Promise.all([...pollings.values()].map(({ reader }) => reader.open()));
  }
  // A shard that resharding makes later is read from its beginning, wherever reading started.
  const later: MappingOptions = { ...options, startingPosition: 'TRIM_HORIZON' };
  const poll = (shardId: string): Promise<void> =>
    pollShard(pollings.get(shardId) ?? createPolling(shardId, later), end.signal);
  const following = followShards(shards, { ...parts, list, poll }, end.signal);
  return {
    uuid,
    drained: async () => {
      const targets = [...parts.page.lastAccepted()];
      await Promise.all(targets.map(([shardId, last]) => checkpoints.reached(shardId, last)));
    },
    stop: async () => {
      end.abort();
      await following;
    },
  };
}

function shardPolling(
  shardId: string,
  uuid: string,
  options: MappingOptions,
  { client, target, page, clock, failureTarget }: MappingParts,
): Omit<ShardPolling, 'advance'> {
  const { streamName, functionName, startingPosition = 'TRIM_HORIZON', filterPatterns = [] } = options;
  const destination = failureTarget && createFailureDestination(failureTarget, target.arn, uuid);
  return {
    reader: createShardReader(client, { streamName, shardId, startingPosition }),
    source: { streamName, shardId, functionName },
    rules: mappingRules(options),
    target,
    page,
    clock,
    filter: createRecordFilter(filterPatterns),
    giveUp: giveUpTo(destination, page),
  };
}

async function listShards(client: AwsJsonClient, streamName: string): Promise<readonly ListedShard[]> {
  const { Shards } = await client.call('ListShards', { StreamName: streamName });
  return Shards as readonly ListedShard[];
}
