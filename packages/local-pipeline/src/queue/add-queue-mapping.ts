import type { Clock } from '../clock.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import { awaitMessages } from './await-messages.ts';
import type { LocalQueue } from './local-queue.ts';
import type { QueueMappingOptions } from './queue-mapping-options.ts';
import { succeededMessages } from './succeeded-messages.ts';

/** A queue that feeds a function. */
export interface QueueMapping {
  /** Resolves once the queue has no message left; rejects where the mapping is stopped first. */
  drained(): Promise<void>;
  /** Takes no further batch and waits for the one under way. Idempotent. */
  stop(): Promise<void>;
}

/** What a mapping connects. */
export interface QueueMappingParts {
  readonly queue: LocalQueue;
  readonly target: Pick<LocalFunction, 'invoke'>;
  readonly clock: Clock;
}

/** Feeds a function from a queue, one batch at a time: what succeeds is deleted, what fails is left to become visible again. */
export function addQueueMapping(options: QueueMappingOptions, parts: QueueMappingParts): QueueMapping {
  const end = new AbortController();
  const running = run(options, parts, end.signal);
  return {
    drained: () => untilEmpty(parts.queue, end.signal),
    stop: async () => {
      end.abort();
      await running;
    },
  };
}

async function run(options: QueueMappingOptions, parts: QueueMappingParts, signal: AbortSignal): Promise<void> {
  const { batchSize = 10, batchingWindowMs = 0, reportBatchItemFailures = false } = options;
  const { queue, target, clock } = parts;
  while (!signal.aborted) {
    const batch = await awaitMessages({ queue, clock, batchSize, batchingWindowMs }, signal);
    if (signal.aborted) return;
    const result = await target.invoke({ Records: batch });
    for (const { receiptHandle } of succeededMessages(batch, result, reportBatchItemFailures)) {
      queue.delete(receiptHandle);
    }
  }
}

function untilEmpty(queue: LocalQueue, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (queue.messages().length > 0 && !signal.aborted) return;
      unwatch();
      signal.removeEventListener('abort', look);
      if (queue.messages().length === 0) resolve();
      else reject(new Error(`The mapping stopped before the queue ${queue.name} was empty.`));
    };
    const unwatch = queue.watch(look);
    signal.addEventListener('abort', look);
    look();
  });
}
