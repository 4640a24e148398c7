import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { readStamped, type Stamped } from './read-stamped.ts';

/** A record as it lies in a stream. */
export interface StoredRecord extends Stamped {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly bytes: number;
}

/** Reads all that a stream holds, shard by shard. */
export async function readStream(client: KinesisClient, StreamName: string): Promise<readonly StoredRecord[]> {
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
  const stored: StoredRecord[] = [];
  for (const { ShardId } of Shards) {
    const start = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    for (let isAtEnd = false; !isAtEnd && ShardIterator !== undefined; ) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator }));
      for (const { Data, SequenceNumber = '', PartitionKey = '' } of page.Records ?? []) {
        const bytes = Data?.length ?? 0;
        stored.push({ ...readStamped(Data), sequenceNumber: SequenceNumber, partitionKey: PartitionKey, bytes });
      }
      isAtEnd = page.Records?.length === 0;
      ShardIterator = page.NextShardIterator;
    }
  }
  return stored;
}
