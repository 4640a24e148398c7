import type { Clock } from '../clock.ts';
import { pause } from '../pause.ts';
import type { LocalQueue } from './local-queue.ts';
import type { QueueMessage } from './queue-message.ts';

/** What a batch of messages may hold and how long it may wait. */
export interface MessageBatching {
  readonly queue: LocalQueue;
  readonly clock: Clock;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
}

/** Takes messages until a batch is full, or its window, which opens with its first message, is over; none where the signal ends it. */
export async function awaitMessages(parts: MessageBatching, signal: AbortSignal): Promise<readonly QueueMessage[]> {
  const { queue, clock, batchSize, batchingWindowMs } = parts;
  const batch: QueueMessage[] = [];
  let dueAtMs = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    batch.push(...queue.receive(batchSize - batch.length));
    if (batch.length > 0) dueAtMs = Math.min(dueAtMs, clock.nowMs() + clock.wallMs(batchingWindowMs));
    if (batch.length === batchSize || dueAtMs <= clock.nowMs()) return batch;
    await change(queue, dueAtMs - clock.nowMs(), signal);
  }
  return batch;
}

const longestWaitMs = 60_000;

/** Waits until a message comes or is visible again, or less. */
async function change(queue: LocalQueue, atMostMs: number, signal: AbortSignal): Promise<void> {
  const bell = new AbortController();
  const ring = (): void => bell.abort();
  const unwatch = queue.watch(ring);
  signal.addEventListener('abort', ring);
  await pause(Math.min(queue.untilVisibleMs() ?? longestWaitMs, atMostMs, longestWaitMs), bell.signal);
  signal.removeEventListener('abort', ring);
  unwatch();
}
