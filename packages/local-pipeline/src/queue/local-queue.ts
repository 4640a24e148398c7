import { queueArn } from '../account.ts';
import type { Clock } from '../clock.ts';
import { newMessage, type QueueMessage, receivedMessage } from './queue-message.ts';

/** A standard queue, in memory. */
export interface LocalQueue {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutMs: number;
  /** Gives the message's id. */
  send(body: string): string;
  /** Takes the oldest messages that are visible, at most as many as asked for, and hides them for the visibility timeout. */
  receive(limit: number): readonly QueueMessage[];
  /** Deletes the message of a receipt; a receipt that is no longer the latest does nothing. */
  delete(receiptHandle: string): void;
  /** Every message that has not been deleted, the oldest first, whether it is visible or not. */
  messages(): readonly QueueMessage[];
  /** How long until a message is visible, in milliseconds of the wall clock: 0 at once; undefined where there is none. */
  untilVisibleMs(): number | undefined;
  /** Calls back whenever a message has been sent or deleted, until the returned function is called. */
  watch(onChange: () => void): () => void;
}

interface Held {
  message: QueueMessage;
  visibleAtMs: number;
}

/** Makes a queue whose messages stay hidden for a documented duration after each receipt. */
export function createQueue(name: string, visibilityTimeoutMs: number, clock: Clock): LocalQueue {
  const held = new Map<string, Held>();
  /** The message of each receipt. */
  const receipts = new Map<string, string>();
  const watchers = new Set<() => void>();
  const tell = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    name,
    arn: queueArn(name),
    visibilityTimeoutMs,
    send: (body) => {
      const message = newMessage(name, body);
      held.set(message.messageId, { message, visibleAtMs: 0 });
      tell();
      return message.messageId;
    },
    receive: (limit) => {
      const nowMs = clock.nowMs();
      const visible = [...held.values()].filter(({ visibleAtMs }) => visibleAtMs <= nowMs).slice(0, limit);
      for (const each of visible) {
        each.message = receivedMessage(each.message);
        each.visibleAtMs = nowMs + clock.wallMs(visibilityTimeoutMs);
        receipts.set(each.message.receiptHandle, each.message.messageId);
      }
      return visible.map(({ message }) => message);
    },
    delete: (receiptHandle) => {
      const id = receipts.get(receiptHandle) ?? '';
      receipts.delete(receiptHandle);
      if (held.get(id)?.message.receiptHandle !== receiptHandle) return;
      held.delete(id);
      tell();
    },
    messages: () => [...held.values()].map(({ message }) => message),
    untilVisibleMs: () => {
      if (held.size === 0) return undefined;
      const nextMs = Math.min(...[...held.values()].map(({ visibleAtMs }) => visibleAtMs));
      return Math.max(nextMs - clock.nowMs(), 0);
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}
