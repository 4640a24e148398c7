import type { Clock } from '../clock.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import type { ShardRead, ShardReader } from './read-shard.ts';

/** A shard's reads, which its lanes share. */
export interface ShardPoll {
  /** When the next read is due, on the wall clock. */
  dueAtMs(): number;
  /** Reads; waits for the read under way where there is one. Never rejects. */
  run(): Promise<void>;
  /** When the last read began that found nothing more; 0 before that. */
  caughtUpAtMs(): number;
  /** True once the shard is closed and read to its end. */
  hasEnded(): boolean;
}

/** What a poll works with. */
export interface ShardPollParts {
  readonly reader: ShardReader;
  readonly shardId: string;
  readonly readLimit: number;
  readonly pollIntervalMs: number;
  readonly clock: Clock;
  readonly page: StreamLedger;
  /** False while as much waits as may wait; the read is then put off. */
  hasRoom(): boolean;
  onRead(read: ShardRead): void;
  /** Told that nothing is left to read up to a sequence number. */
  onCaughtUp(sequenceNumber: string): void;
}

/** A shard gives five reads a second (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html). */
const fullReadPauseMs = 200;

/** Reads at the interval, or as soon as the shard lets it after a read that came back full: more records are waiting then. */
export function createShardPoll(parts: ShardPollParts): ShardPoll {
  const { clock, page } = parts;
  let dueAtMs = 0;
  let caughtUpAtMs = 0;
  let hasEnded = false;
  let underWay: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const startedAtMs = clock.nowMs();
    const lastAccepted = page.lastAccepted().get(parts.shardId);
    dueAtMs = startedAtMs + clock.wallMs(parts.pollIntervalMs);
    if (!parts.hasRoom()) return;
    try {
      const found = await parts.reader.read(parts.readLimit);
      if (found.records.length === parts.readLimit) dueAtMs = startedAtMs + clock.wallMs(fullReadPauseMs);
      else if (found.millisBehindLatest === 0) caughtUpAtMs = startedAtMs;
      hasEnded = found.hasEnded;
      parts.onRead(found);
      const isEmpty = found.records.length === 0 && found.millisBehindLatest === 0;
      if (isEmpty && lastAccepted !== undefined) parts.onCaughtUp(lastAccepted);
    } catch (failure) {
      page.readFailed(failure);
    }
  };
  const run = (): Promise<void> => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  return { run, dueAtMs: () => dueAtMs, caughtUpAtMs: () => caughtUpAtMs, hasEnded: () => hasEnded };
}
