import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';

/** The data of every record that lies in a stream, shard by shard. */
export async function readAllRecords(client: KinesisClient, StreamName: string): Promise<readonly Uint8Array[]> {
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
  const data: Uint8Array[] = [];
  for (const { ShardId } of Shards) data.push(...(await readShard(client, StreamName, ShardId)));
  return data;
}

async function readShard(
  client: KinesisClient,
  StreamName: string,
  ShardId: string | undefined,
): Promise<Uint8Array[]> {
  const start = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const { Records = [], MillisBehindLatest } = await client.send(new GetRecordsCommand({ ShardIterator }));
  if (MillisBehindLatest) throw new Error('one read was not enough');
  return Records.flatMap(({ Data }) => Data ?? []);
}
