import { AwsCallError, type AwsJsonClient } from '../aws-json-client.ts';
import type { StreamRecord } from './lambda-event.ts';

/** Reads one shard from its oldest record on. */
export interface ShardReader {
  /** The next records, at most as many as asked for. Rejects as the client does; the same records come next time. */
  read(limit: number): Promise<readonly StreamRecord[]>;
}

export function createShardReader(client: AwsJsonClient, streamName: string, shardId: string): ShardReader {
  let iterator: string | undefined;
  let lastSequenceNumber: string | undefined;
  const locate = async (): Promise<string> => {
    const place =
      lastSequenceNumber === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: lastSequenceNumber };
    const answer = await client.call('GetShardIterator', { StreamName: streamName, ShardId: shardId, ...place });
    return String(answer.ShardIterator);
  };
  const read = async (limit: number): Promise<readonly StreamRecord[]> => {
    iterator ??= await locate();
    try {
      const answer = await client.call('GetRecords', { ShardIterator: iterator, Limit: limit });
      const records = answer.Records as readonly StreamRecord[];
      // The engine's iterator after an empty read can pass a record that is being written; the old one cannot.
      if (records.length > 0) iterator = answer.NextShardIterator as string | undefined;
      lastSequenceNumber = records.at(-1)?.SequenceNumber ?? lastSequenceNumber;
      return records;
    } catch (error) {
      iterator = undefined;
      if (error instanceof AwsCallError && error.name === 'ExpiredIteratorException') return [];
      throw error;
    }
  };
  return { read };
}
