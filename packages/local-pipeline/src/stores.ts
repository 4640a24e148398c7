import type { Clock } from './clock.ts';
import { createBucket, type LocalBucket } from './object-store/local-bucket.ts';
import { createQueue, type LocalQueue } from './queue/local-queue.ts';
import { createTopic, type LocalTopic } from './queue/local-topic.ts';
import type { QueueOptions, TopicOptions } from './queue/queue-options.ts';

/** The pipeline's queues, topics and buckets, by name. */
export interface Stores {
  readonly queues: ReadonlyMap<string, LocalQueue>;
  readonly topics: ReadonlyMap<string, LocalTopic>;
  readonly buckets: ReadonlyMap<string, LocalBucket>;
}

/** Which stores a pipeline has. */
export interface StoreOptions {
  readonly queues?: readonly QueueOptions[];
  readonly topics?: readonly TopicOptions[];
  readonly buckets?: readonly { readonly name: string }[];
}

/** SQS's own default. */
const defaultVisibilityTimeoutMs = 30_000;

export function createStores({ queues = [], topics = [], buckets = [] }: StoreOptions, clock: Clock): Stores {
  const made = new Map(
    queues.map(({ name, visibilityTimeoutMs = defaultVisibilityTimeoutMs }) => {
      return [name, createQueue(name, visibilityTimeoutMs, clock)] as const;
    }),
  );
  const subscribers = (names: readonly string[]): readonly LocalQueue[] =>
    names.flatMap((name) => made.get(name) ?? []);
  return {
    queues: made,
    topics: new Map(
      topics.map((topic) => [topic.name, createTopic(topic.name, subscribers(topic.queues ?? []))] as const),
    ),
    buckets: new Map(buckets.map(({ name }) => [name, createBucket(name)] as const)),
  };
}
