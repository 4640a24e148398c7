import { type Clock, createClock } from '../../packages/local-pipeline/src/clock.ts';
import { createCheckpoints } from '../../packages/local-pipeline/src/event-source-mapping/checkpoints.ts';
import type { FilterPattern } from '../../packages/local-pipeline/src/event-source-mapping/filter/filter-pattern.ts';
import { createRecordFilter } from '../../packages/local-pipeline/src/event-source-mapping/filter/record-filter.ts';
import type {
  LambdaRecord,
  StreamRecord,
} from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';
import {
  type MappingRules,
  mappingRules,
} from '../../packages/local-pipeline/src/event-source-mapping/mapping-rules.ts';
import type { GivenUpBatch } from '../../packages/local-pipeline/src/event-source-mapping/on-failure/given-up-batch.ts';
import { pollShard } from '../../packages/local-pipeline/src/event-source-mapping/poll-shard.ts';
import type { InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { createStreamLedger, type StreamLedger } from '../../packages/local-pipeline/src/ledger/stream-ledger.ts';

/** A record to be put; texts are what tests tell records by. */
export interface PutRecord {
  readonly text: string;
  /** Default 'EDDF'. */
  readonly key?: string;
  /** Default: now. */
  readonly arrivedAtMs?: number;
}

/** An event of the mapping, with what tumbling windows add. */
export interface DrivenEvent {
  readonly Records: readonly LambdaRecord[];
  readonly window?: { readonly start: string; readonly end: string };
  readonly state?: Readonly<Record<string, unknown>>;
  readonly shardId?: string;
  readonly eventSourceARN?: string;
  readonly isFinalInvokeForWindow?: boolean;
  readonly isWindowTerminatedEarly?: boolean;
}

/** What the function does; an error it throws is a function error of that name. */
export type Answer = (event: DrivenEvent, invocation: number) => unknown;

/** One shard's poller between a fake shard and a fake function. */
export interface DrivenShard {
  readonly page: StreamLedger;
  readonly events: readonly DrivenEvent[];
  readonly givenUp: readonly GivenUpBatch[];
  /** Every place the checkpoint has been moved to, by the record's text. */
  readonly checkpoints: readonly string[];
  /** The texts of every invocation's records. */
  batches(): readonly (readonly string[])[];
  put(...records: readonly (string | PutRecord)[]): void;
  /** Ends the shard, as resharding does: no more records come. */
  close(): void;
  /** Resolves once all that was put is done with. */
  drained(): Promise<void>;
  /** Resolves once the poller has ended by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface DriveOptions extends Partial<MappingRules> {
  readonly filterPatterns?: readonly FilterPattern[];
  /** Default: a thousand times as fast. */
  readonly clock?: Clock;
  readonly answer?: Answer;
}

const shardId = 'shardId-000000000000';
const firstSequenceNumber = 49680466003039118831694449189946497021881597097209233410n;

/** Starts a poller; records can be put before and after. */
export function driveShard(options: DriveOptions = {}): DrivenShard {
  const { filterPatterns = [], clock = createClock(1000), answer = () => null, ...rules } = options;
  const end = new AbortController();
  const page = createStreamLedger();
  const shard = createFakeShard(page);
  const events: DrivenEvent[] = [];
  const givenUp: GivenUpBatch[] = [];
  const moves: string[] = [];
  const checkpoints = createCheckpoints(end.signal);
  const base = { functionName: 'consumer', streamName: 'flights', batchSize: 100, batchingWindowMs: 0 };
  const ended = pollShard(
    {
      reader: { open: async () => {}, read: shard.read },
      source: { streamName: 'flights', shardId, functionName: 'consumer' },
      rules: { ...mappingRules({ ...base, reportBatchItemFailures: true }), pollIntervalMs: 2000, ...rules },
      target: { invoke: (event) => answerTo(event as DrivenEvent, events, answer) },
      page,
      clock,
      filter: createRecordFilter(filterPatterns),
      giveUp: (batch) => {
        givenUp.push(batch);
        page.deadLettered(batch.records);
      },
      advance: (sequenceNumber) => {
        moves.push(shard.textOf(sequenceNumber));
        checkpoints.advance(shardId, sequenceNumber);
      },
    },
    end.signal,
  );
  return {
    page,
    events,
    givenUp,
    checkpoints: moves,
    batches: () => events.map(({ Records }) => Records.map(textOf)),
    put: shard.put,
    close: shard.close,
    drained: async () => {
      const last = page.lastAccepted().get(shardId);
      if (last !== undefined) await checkpoints.reached(shardId, last);
    },
    ended,
    stop: async () => {
      end.abort();
      await ended;
    },
  };
}

export function textOf({ kinesis }: LambdaRecord): string {
  return Buffer.from(kinesis.data, 'base64').toString();
}

/** A partial batch response that names the records of these texts. */
export function failing(event: DrivenEvent, ...texts: readonly string[]): object {
  const failed = event.Records.filter((record) => texts.includes(textOf(record)));
  return { batchItemFailures: failed.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
}

/** What Lambda answers where a function is at its limit. */
export function throttle(): never {
  const error = new Error('Rate Exceeded.');
  error.name = 'TooManyRequestsException';
  throw error;
}

async function answerTo(event: DrivenEvent, events: DrivenEvent[], answer: Answer): Promise<InvokeResult> {
  // As Lambda, through JSON: what the function does to its event changes nothing here.
  const copy = JSON.parse(JSON.stringify(event)) as DrivenEvent;
  const invocation = events.push(copy);
  try {
    return { ok: true, payload: await answer(JSON.parse(JSON.stringify(event)), invocation) };
  } catch (error) {
    const { name, message } = error as Error;
    return { ok: false, errorType: name, errorMessage: message };
  }
}

function createFakeShard(page: StreamLedger) {
  const stored: StreamRecord[] = [];
  let next = 0;
  let isClosed = false;
  return {
    put: (...records: readonly (string | PutRecord)[]): void => {
      for (const each of records) {
        const { text, key = 'EDDF', arrivedAtMs = Date.now() } = typeof each === 'string' ? { text: each } : each;
        const SequenceNumber = String(firstSequenceNumber + BigInt(stored.length));
        const Data = Buffer.from(text).toString('base64');
        stored.push({ SequenceNumber, PartitionKey: key, Data, ApproximateArrivalTimestamp: arrivedAtMs / 1000 });
        const bytes = Buffer.byteLength(text) + Buffer.byteLength(key);
        page.accepted({ sequenceNumber: SequenceNumber, shardId, partitionKey: key, bytes });
      }
    },
    close: (): void => {
      isClosed = true;
    },
    read: async (limit: number) => {
      const records = stored.slice(next, next + limit);
      next += records.length;
      return { records, millisBehindLatest: 0, hasEnded: isClosed && next === stored.length };
    },
    textOf: (sequenceNumber: string): string => {
      const index = Number(BigInt(sequenceNumber) - firstSequenceNumber);
      return Buffer.from(stored[index]?.Data ?? '', 'base64').toString();
    },
  };
}
