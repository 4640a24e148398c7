import { AwsCallError, type AwsJsonClient } from '../aws-json-client.ts';
import type { StreamRecord } from './lambda-event.ts';
import { iteratorPlace, type StartingPosition } from './starting-position.ts';

/** What one read of a shard gave. */
export interface ShardRead {
  readonly records: readonly StreamRecord[];
  /** How far behind the shard's tip it ended; 0 with no records means that there is nothing more. */
  readonly millisBehindLatest: number;
  /** True where the shard is closed and these were its last records. */
  readonly hasEnded: boolean;
}

/** Reads one shard from a position on. */
export interface ShardReader {
  /** Fixes the position now rather than with the first read. Rejects as the client does. */
  open(): Promise<void>;
  /** The next records, at most as many as asked for. Rejects as the client does; the same records come next time. */
  read(limit: number): Promise<ShardRead>;
}

/** What a reader reads. */
export interface ShardPlace {
  readonly streamName: string;
  readonly shardId: string;
  readonly startingPosition: StartingPosition;
}

const nothing: ShardRead = { records: [], millisBehindLatest: 1, hasEnded: false };

export function createShardReader(client: AwsJsonClient, place: ShardPlace): ShardReader {
  const { streamName, shardId } = place;
  let position = place.startingPosition;
  let iterator: string | undefined;
  let lastSequenceNumber: string | undefined;
  const locate = async (): Promise<string> => {
    const from =
      lastSequenceNumber === undefined
        ? iteratorPlace(position)
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: lastSequenceNumber };
    // A later iterator at LATEST would skip what has come since; one at this instant does not.
    const atTimestampMs = Date.now();
    const answer = await client.call('GetShardIterator', { StreamName: streamName, ShardId: shardId, ...from });
    if (position === 'LATEST') position = { atTimestampMs };
    return String(answer.ShardIterator);
  };
  const read = async (limit: number): Promise<ShardRead> => {
    iterator ??= await locate();
    try {
      const answer = await client.call('GetRecords', { ShardIterator: iterator, Limit: limit });
      const found = shardRead(answer);
      // The engine's iterator after an empty read can pass a record that is being written; the old one cannot.
      if (found.records.length > 0) iterator = answer.NextShardIterator as string | undefined;
      lastSequenceNumber = found.records.at(-1)?.SequenceNumber ?? lastSequenceNumber;
      return found;
    } catch (error) {
      iterator = undefined;
      if (error instanceof AwsCallError && error.name === 'ExpiredIteratorException') return nothing;
      throw error;
    }
  };
  const open = async (): Promise<void> => {
    iterator ??= await locate();
  };
  return { open, read };
}

function shardRead(answer: Record<string, unknown>): ShardRead {
  return {
    records: answer.Records as readonly StreamRecord[],
    millisBehindLatest: Number(answer.MillisBehindLatest ?? 0),
    hasEnded: typeof answer.NextShardIterator !== 'string',
  };
}
