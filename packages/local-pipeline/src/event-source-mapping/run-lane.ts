import type { Clock } from '../clock.ts';
import { pause } from '../pause.ts';
import { type BatchLimits, isBatchFull, nextBatchSize } from './form-batch.ts';
import type { GatheredRecord } from './gathered-record.ts';
import type { Lane } from './lane.ts';
import type { LaneWindows } from './lane-windows.ts';
import type { ShardPoll } from './shard-poll.ts';

/** What a lane works with. */
export interface LaneParts {
  readonly lane: Lane;
  readonly poll: ShardPoll;
  readonly windows: LaneWindows;
  readonly limits: BatchLimits;
  readonly batchingWindowMs: number;
  readonly clock: Clock;
  deliver(batch: readonly GatheredRecord[]): Promise<void>;
}

/** Delivers a lane's records batch after batch, in order, until the signal or the shard ends it. */
export async function runLane(parts: LaneParts, signal: AbortSignal): Promise<void> {
  const { lane, poll, windows, limits } = parts;
  while (!signal.aborted) {
    await gather(parts, signal);
    if (signal.aborted) return;
    const size = nextBatchSize(windows.leading(lane.waiting), limits);
    if (size > 0) await parts.deliver(lane.waiting.splice(0, size));
    else await windows.close();
    if (poll.hasEnded() && lane.waiting.length === 0 && windows.endsAtMs() === undefined) return;
  }
}

/**
 * Waits until a batch is due: it is full, or its batching window, which opens with its first record, is over. Also ends where
 * nothing waits and a tumbling window is to be closed, or nothing can come any more.
 */
async function gather(parts: LaneParts, signal: AbortSignal): Promise<void> {
  const { lane, poll, windows, limits, clock } = parts;
  let dueAtMs = Number.POSITIVE_INFINITY;
  while (!signal.aborted && !isFull(lane.waiting, windows, limits)) {
    if (poll.hasEnded()) return;
    if (poll.dueAtMs() <= clock.nowMs()) await poll.run();
    const endsAtMs = windows.endsAtMs();
    if (lane.waiting.length > 0) dueAtMs = Math.min(dueAtMs, clock.nowMs() + clock.wallMs(parts.batchingWindowMs));
    else if (endsAtMs !== undefined && poll.caughtUpAtMs() >= endsAtMs) return;
    if (dueAtMs <= clock.nowMs()) return;
    await pause(Math.max(Math.min(poll.dueAtMs(), dueAtMs) - clock.nowMs(), 0), signal);
  }
}

function isFull(waiting: readonly GatheredRecord[], windows: LaneWindows, limits: BatchLimits): boolean {
  const leading = windows.leading(waiting);
  return leading.length < waiting.length || isBatchFull(leading, limits);
}
