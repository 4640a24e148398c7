import { setTimeout as delay } from 'node:timers/promises';
import type { AwsJsonClient } from '../aws-json-client.ts';

export interface StreamOptions {
  readonly name: string;
  readonly shards: number;
}

/** Creates streams and waits until they take records. */
export async function createStreams(client: AwsJsonClient, streams: readonly StreamOptions[]): Promise<void> {
  for (const { name, shards } of streams) {
    await client.call('CreateStream', { StreamName: name, ShardCount: shards });
  }
  for (const { name } of streams) {
    while ((await streamStatus(client, name)) !== 'ACTIVE') await delay(5);
  }
}

async function streamStatus(client: AwsJsonClient, name: string): Promise<unknown> {
  const { StreamDescriptionSummary } = await client.call('DescribeStreamSummary', { StreamName: name });
  return (StreamDescriptionSummary as { readonly StreamStatus?: string }).StreamStatus;
}
