/** How far each shard has been done with, and who waits for it. */
export interface Checkpoints {
  advance(shardId: string, sequenceNumber: string): void;
  /** Resolves once the shard has been done with up to the sequence number; rejects where the mapping ends first. */
  reached(shardId: string, sequenceNumber: string): Promise<void>;
}

interface Waiter {
  readonly shardId: string;
  readonly until: bigint;
  resolve(): void;
}

export function createCheckpoints(signal: AbortSignal): Checkpoints {
  const done = new Map<string, bigint>();
  const waiters = new Set<Waiter>();
  const isReached = (shardId: string, until: bigint): boolean => (done.get(shardId) ?? -1n) >= until;
  return {
    advance: (shardId, sequenceNumber) => {
      const upTo = BigInt(sequenceNumber);
      if (isReached(shardId, upTo)) return;
      done.set(shardId, upTo);
      for (const waiter of waiters) {
        if (!isReached(waiter.shardId, waiter.until)) continue;
        waiters.delete(waiter);
        waiter.resolve();
      }
    },
    reached: (shardId, sequenceNumber) =>
      new Promise((resolve, reject) => {
        const until = BigInt(sequenceNumber);
        if (isReached(shardId, until)) return resolve();
        const stopped = (): void => reject(new Error(`The mapping stopped before ${shardId} was drained.`));
        if (signal.aborted) return stopped();
        signal.addEventListener('abort', stopped, { once: true });
        waiters.add({ shardId, until, resolve });
      }),
  };
}
