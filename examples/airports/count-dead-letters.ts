/** What of an on-failure queue's message is looked at. */
interface QueueMessage {
  readonly body: string;
}

/** Records that were given up on: each message in the on-failure queue stands for a batch and says how many it had. */
export function countDeadLetters(messages: readonly QueueMessage[]): number {
  return messages.reduce((sum, { body }) => sum + (JSON.parse(body).KinesisBatchInfo?.batchSize ?? 0), 0);
}
