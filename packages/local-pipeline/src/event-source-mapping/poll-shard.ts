import { streamArn } from '../account.ts';
import type { Clock } from '../clock.ts';
import { maxPayloadBytes } from '../lambda/invoke-result.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import { deliverBatch } from './deliver-batch.ts';
import type { RecordFilter } from './filter/record-filter.ts';
import type { GatheredRecord } from './gathered-record.ts';
import type { RecordSource } from './lambda-event.ts';
import type { Lane } from './lane.ts';
import { createNoWindows, type LaneWindows } from './lane-windows.ts';
import type { MappingRules } from './mapping-rules.ts';
import type { GivenUpBatch } from './on-failure/given-up-batch.ts';
import type { ShardReader } from './read-shard.ts';
import { runLane } from './run-lane.ts';
import { createShardPoll, type ShardPoll } from './shard-poll.ts';
import { createShardProgress } from './shard-progress.ts';
import { sortIntoLanes } from './sort-into-lanes.ts';
import { createTumblingWindows } from './tumbling-window/tumbling-windows.ts';
import { maxStateBytes } from './tumbling-window/window-response.ts';

/** What one shard's poller works with. */
export interface ShardPolling {
  readonly reader: ShardReader;
  readonly source: RecordSource;
  readonly rules: MappingRules;
  readonly target: Pick<LocalFunction, 'invoke'>;
  readonly page: StreamLedger;
  readonly clock: Clock;
  readonly filter: RecordFilter;
  giveUp(batch: GivenUpBatch): void;
  /** Told how far the shard is done with, without a gap. */
  advance(sequenceNumber: string): void;
}

/** Records asked for in one read at least: five reads a second, whatever the batch size, keep up with what a shard takes. */
const minReadLimit = 1000;

/** Bytes of a window's event beside its records and its state, with room to spare. */
const windowFrameBytes = 2048;

/**
 * Reads a shard and delivers its records, side by side in as many lanes as the parallelization factor says, until the signal
 * ends it or every record of a closed shard is done with.
 */
export async function pollShard(polling: ShardPolling, signal: AbortSignal): Promise<void> {
  const { rules, source, page, clock, reader } = polling;
  const progress = createShardProgress(polling.advance);
  const lanes = Array.from({ length: rules.parallelizationFactor }, (): Lane => ({ waiting: [] }));
  const readLimit = Math.max(rules.batchSize, minReadLimit);
  const maxWaiting = lanes.length * rules.batchSize + readLimit;
  const sort = sortIntoLanes({ lanes, source, filter: polling.filter, page, progress });
  const poll = createShardPoll({
    reader,
    shardId: source.shardId,
    readLimit,
    pollIntervalMs: rules.pollIntervalMs,
    clock,
    page,
    hasRoom: () => lanes.reduce((sum, { waiting }) => sum + waiting.length, 0) < maxWaiting,
    onRead: ({ records }) => sort(records),
    onCaughtUp: progress.passed,
  });
  const run = lanes.map((lane) => runLane(laneParts(polling, { lane, poll, onDone: progress.done }, signal), signal));
  await Promise.all(run);
}

interface LanePlace {
  readonly lane: Lane;
  readonly poll: ShardPoll;
  onDone(records: readonly GatheredRecord[]): void;
}

function laneParts(polling: ShardPolling, place: LanePlace, signal: AbortSignal): Parameters<typeof runLane>[0] {
  const { rules, clock, page, giveUp } = polling;
  const windows = laneWindows(polling, signal);
  const stateBytes = rules.tumblingWindowMs === 0 ? 0 : maxStateBytes + windowFrameBytes;
  const delivery = { rules, clock, page, giveUp, attempt: windows.attempt, onDone: place.onDone };
  return {
    lane: place.lane,
    poll: place.poll,
    windows,
    limits: { maxRecords: rules.batchSize, maxPayloadBytes: maxPayloadBytes - stateBytes },
    batchingWindowMs: rules.batchingWindowMs,
    clock,
    deliver: (batch) => deliverBatch(batch, delivery, signal),
  };
}

function laneWindows({ rules, target, page, clock, source }: ShardPolling, signal: AbortSignal): LaneWindows {
  const { reportBatchItemFailures, tumblingWindowMs } = rules;
  if (tumblingWindowMs === 0) return createNoWindows({ target, page, reportBatchItemFailures });
  const windowSource = { shardId: source.shardId, streamArn: streamArn(source.streamName) };
  const lengthMs = clock.wallMs(tumblingWindowMs);
  return createTumblingWindows(
    { target, page, clock, reportBatchItemFailures, source: windowSource, lengthMs },
    signal,
  );
}
