import { setMaxListeners } from 'node:events';
import type { AwsJsonClient } from '../aws-json-client.ts';
import { maxPayloadBytes } from '../lambda/invoke-result.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import { createCheckpoints } from './checkpoints.ts';
import { deliverBatch } from './deliver-batch.ts';
import type { GatheredRecord } from './gathered-record.ts';
import type { MappingOptions } from './mapping-options.ts';
import { pollShard } from './poll-shard.ts';
import { createShardReader } from './read-shard.ts';

/** A stream that feeds a function. */
export interface Mapping {
  /** Resolves once every record the stream has accepted by now is settled or dropped; rejects where the mapping is stopped first. */
  drained(): Promise<void>;
  /** Takes no further batch and waits for those under way. Idempotent. */
  stop(): Promise<void>;
}

/** What a mapping connects. */
export interface MappingParts {
  readonly client: AwsJsonClient;
  readonly target: LocalFunction;
  readonly page: StreamLedger;
}

/** Starts to feed a function from a stream, from the stream's oldest record on: shards side by side, each in order. */
export async function addMapping(options: MappingOptions, parts: MappingParts): Promise<Mapping> {
  const shardIds = await listShardIds(parts.client, options.streamName);
  const end = new AbortController();
  // Every shard waits on the one signal.
  setMaxListeners(0, end.signal);
  const checkpoints = createCheckpoints(end.signal);
  const advance = (records: readonly GatheredRecord[]): void => {
    const last = records.at(-1);
    if (last) checkpoints.advance(last.shardId, last.sequenceNumber);
  };
  const pollers = shardIds.map((shardId) => startPoller(shardId, options, parts, advance, end.signal));
  return {
    drained: async () => {
      const targets = [...parts.page.lastAccepted()];
      await Promise.all(targets.map(([shardId, last]) => checkpoints.reached(shardId, last)));
    },
    stop: async () => {
      end.abort();
      await Promise.all(pollers);
    },
  };
}

function startPoller(
  shardId: string,
  options: MappingOptions,
  { client, target, page }: MappingParts,
  onDone: (records: readonly GatheredRecord[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { streamName, functionName, batchSize, batchingWindowMs, reportBatchItemFailures } = options;
  const { maximumRetryAttempts = -1, pollIntervalMs = 1000 } = options;
  const delivery = { target, page, reportBatchItemFailures, maximumRetryAttempts, onDone };
  const polling = {
    reader: createShardReader(client, streamName, shardId),
    source: { streamName, shardId, functionName },
    limits: { maxRecords: batchSize, maxPayloadBytes },
    batchingWindowMs,
    pollIntervalMs,
    page,
    deliver: (batch: readonly GatheredRecord[]) => deliverBatch(batch, delivery, signal),
  };
  return pollShard(polling, signal);
}

async function listShardIds(client: AwsJsonClient, streamName: string): Promise<readonly string[]> {
  const { Shards } = await client.call('ListShards', { StreamName: streamName });
  return (Shards as readonly { readonly ShardId: string }[]).map(({ ShardId }) => ShardId);
}
