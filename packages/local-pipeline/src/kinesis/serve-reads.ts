import type { LedgerBook } from '../ledger/ledger.ts';
import { childShards } from './child-shards.ts';
import { errorReply } from './error-reply.ts';
import { jsonReply } from './json-reply.ts';
import type { FrontStep, KinesisReply } from './kinesis-call.ts';
import { millisBehind } from './millis-behind.ts';
import type { ReadAllowance } from './read-allowance.ts';
import { type ReadResult, readPages } from './read-pages.ts';
import type { Shard } from './shard.ts';
import type { ShardDirectory } from './shard-directory.ts';
import { type PlacedIterator, placeIterator, readIterator } from './shard-place.ts';
import { throttledMessage, throttledType } from './throttled.ts';

export interface ReadServing {
  readonly directory: ShardDirectory;
  readonly book: LedgerBook;
  /** Undefined: reads are not limited. */
  readonly allowance: ReadAllowance | undefined;
  readonly maxRecordBytes: number;
}

/** Records one GetRecords gives at most, and where no limit is asked for. */
const maxRecords = 10_000;

/** Answers GetRecords as the service does: limited by shard, 10 MiB at most, and with an end where a shard was closed. */
export function serveReads({ directory, book, allowance, maxRecordBytes }: ReadServing): FrontStep {
  return async (call, next) => {
    const { ShardIterator, Limit = maxRecords } = call.input() ?? {};
    const iterator = call.operation === 'GetRecords' ? readIterator(ShardIterator) : undefined;
    if (iterator === undefined || !isLimit(Limit)) return next(call);
    const { streamName, shardId } = iterator;
    if (allowance?.begin(iterator) === false) {
      return errorReply(400, throttledType, throttledMessage(streamName, shardId));
    }
    // Asked before the records are: a shard that is closed by then gets no more.
    const shards = await directory.shards(streamName, call, next);
    const result = await readPages(iterator, { limit: Limit, maxRecordBytes }, call, next);
    if ('statusCode' in result) return result;
    allowance?.returned(iterator, result.bytes);
    const newest = book.page(streamName).newest(shardId);
    return describeRead(result, iterator, shards, millisBehind(result.records.at(-1), newest));
  };
}

function isLimit(limit: unknown): limit is number {
  return Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= maxRecords;
}

function describeRead(
  { records, nextIterator }: ReadResult,
  iterator: PlacedIterator,
  shards: readonly Shard[],
  MillisBehindLatest: number,
): KinesisReply {
  const isClosed = shards.some(({ shardId, isOpen }) => shardId === iterator.shardId && !isOpen);
  if (nextIterator === undefined || (isClosed && records.length === 0)) {
    return jsonReply(200, { Records: records, MillisBehindLatest, ChildShards: childShards(shards, iterator.shardId) });
  }
  const NextShardIterator = placeIterator(nextIterator, iterator);
  return jsonReply(200, { Records: records, NextShardIterator, MillisBehindLatest });
}
