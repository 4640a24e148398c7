import { checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';

export interface QueueOptions {
  readonly name: string;
  /** How long a message stays hidden after it was received, 0 to 43,200,000 (12 hours). Default 30,000, as SQS does. */
  readonly visibilityTimeoutMs?: number;
}

export interface TopicOptions {
  readonly name: string;
  /** Names of the queues that get every message. Default: none. */
  readonly queues?: readonly string[];
}

/** Throws for the first thing that is wrong beside the names, with the value and the cure. */
export function checkQueues(queues: readonly QueueOptions[], topics: readonly TopicOptions[]): void {
  for (const [index, queue] of queues.entries()) {
    rejectUnknownOptions(queue, ['name', 'visibilityTimeoutMs']);
    checkWholeNumber(`queues[${index}].visibilityTimeoutMs`, queue.visibilityTimeoutMs, 0, 43_200_000);
  }
  const names = queues.map(({ name }) => name);
  for (const [index, topic] of topics.entries()) {
    rejectUnknownOptions(topic, ['name', 'queues']);
    const wrongName = (topic.queues ?? []).find((name) => !names.includes(name));
    if (wrongName === undefined) continue;
    const cure = `There is no such queue. Known: ${names.join(', ') || 'none'}.`;
    throw new KinesisOtelOptionError('INVALID_OPTION', `topics[${index}].queues`, wrongName, cure);
  }
}
