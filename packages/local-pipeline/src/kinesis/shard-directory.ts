import { callOperation, type FrontStep, type KinesisCall, type KinesisService, readObject } from './kinesis-call.ts';
import { readShard, type Shard, type ShardDescription } from './shard.ts';

/** Knows the shards of every stream. */
export interface ShardDirectory {
  /** All shards of a stream, open and closed; none where there is no such stream. `call` is what they are asked for. */
  shards(streamName: string, call: KinesisCall, next: KinesisService): Promise<readonly Shard[]>;
  /** Forgets a stream that is made, deleted or resharded. */
  readonly watch: FrontStep;
}

const changing = ['CreateStream', 'DeleteStream', 'SplitShard', 'MergeShards'];

/** Asks the engine once, and again after a change; while a stream is UPDATING, every time. */
export function createShardDirectory(): ShardDirectory {
  const known = new Map<string, Promise<readonly Shard[]>>();
  const ask = async (streamName: string, call: KinesisCall, next: KinesisService): Promise<readonly Shard[]> => {
    const reply = await next(callOperation(call, 'DescribeStream', { StreamName: streamName }));
    const { StreamDescription: stream } = (readObject(reply.body) ?? {}) as Described;
    if (stream?.StreamStatus !== 'ACTIVE') known.delete(streamName);
    return stream?.Shards.map(readShard) ?? [];
  };
  const watch: FrontStep = async (call, next) => {
    if (!changing.includes(call.operation)) return next(call);
    try {
      return await next(call);
    } finally {
      known.delete(String(call.input()?.StreamName));
    }
  };
  return {
    watch,
    shards: (streamName, call, next) => {
      const shards = known.get(streamName) ?? ask(streamName, call, next);
      known.set(streamName, shards);
      return shards;
    },
  };
}

interface Described {
  readonly StreamDescription?: { readonly StreamStatus: string; readonly Shards: readonly ShardDescription[] };
}
