import { accountId } from '../account.ts';

/** The error of a shard that is asked for more than it gives. */
export const throttledType = 'ProvisionedThroughputExceededException';

export function throttledMessage(streamName: string, shardId: string): string {
  return `Rate exceeded for shard ${shardId} in stream ${streamName} under account ${accountId}.`;
}
