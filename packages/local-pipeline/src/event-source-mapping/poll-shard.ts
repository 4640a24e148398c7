import type { StreamLedger } from '../ledger/stream-ledger.ts';
import { pause } from '../pause.ts';
import { type BatchLimits, isBatchFull, nextBatchSize } from './form-batch.ts';
import { type GatheredRecord, gatherRecord } from './gathered-record.ts';
import type { RecordSource } from './lambda-event.ts';
import type { ShardReader } from './read-shard.ts';

/** What one shard's poller works with. */
export interface ShardPolling {
  readonly reader: ShardReader;
  readonly source: RecordSource;
  readonly limits: BatchLimits;
  readonly batchingWindowMs: number;
  readonly pollIntervalMs: number;
  readonly page: StreamLedger;
  deliver(batch: readonly GatheredRecord[]): Promise<void>;
}

/** Records asked for in one read at least, so that a small batch size does not cost a read for every batch. */
const minReadLimit = 100;

/** Reads a shard and delivers its records batch after batch, in order, until the signal ends it. */
export async function pollShard(polling: ShardPolling, signal: AbortSignal): Promise<void> {
  const waiting: GatheredRecord[] = [];
  const poll = createPoll(polling, waiting);
  while (!signal.aborted) {
    await gather(polling, waiting, poll, signal);
    if (signal.aborted) return;
    await polling.deliver(waiting.splice(0, nextBatchSize(waiting, polling.limits)));
  }
}

/** Waits until a batch is due: it is full, or its window, which opens with its first record, is over. */
async function gather(
  { limits, batchingWindowMs }: ShardPolling,
  waiting: readonly GatheredRecord[],
  poll: Poll,
  signal: AbortSignal,
): Promise<void> {
  let windowEndsAtMs = Number.POSITIVE_INFINITY;
  while (!signal.aborted && !isBatchFull(waiting, limits)) {
    if (poll.dueAtMs() <= Date.now()) await poll.run();
    if (waiting.length > 0) windowEndsAtMs = Math.min(windowEndsAtMs, Date.now() + batchingWindowMs);
    if (windowEndsAtMs <= Date.now()) return;
    await pause(Math.max(Math.min(poll.dueAtMs(), windowEndsAtMs) - Date.now(), 0), signal);
  }
}

interface Poll {
  dueAtMs(): number;
  run(): Promise<void>;
}

/** Reads at the interval, or at once after a read that came back full: more records are waiting then. */
function createPoll({ reader, source, limits, pollIntervalMs, page }: ShardPolling, waiting: GatheredRecord[]): Poll {
  const readLimit = Math.max(limits.maxRecords, minReadLimit);
  let dueAtMs = 0;
  const run = async (): Promise<void> => {
    dueAtMs = Date.now() + pollIntervalMs;
    try {
      const records = await reader.read(readLimit);
      if (records.length === readLimit) dueAtMs = 0;
      for (const record of records) waiting.push(gatherRecord(record, source));
    } catch (failure) {
      page.readFailed(failure);
    }
  };
  return { run, dueAtMs: () => dueAtMs };
}
