import { streamNameOf } from '@kinesis-otel/contract';
import type { LedgerBook } from '../ledger/ledger.ts';
import { type FrontStep, type KinesisReply, readObject } from './kinesis-call.ts';
import { entryBytes, putEntries } from './put-entries.ts';
import { type PutResult, putResults } from './put-results.ts';

/** Enters in the ledger what a put had accepted: one record, or those of many that came back with a sequence number. */
export function recordAccepted(book: LedgerBook): FrontStep {
  return async (call, next) => {
    const reply = await next(call);
    const entries = putEntries(call);
    if (entries === undefined || reply.statusCode !== 200) return reply;
    const page = book.page(streamNameOf(call.input() ?? {}) ?? '');
    const results = call.operation === 'PutRecord' ? [onlyResult(reply)] : putResults(reply);
    for (const [index, entry] of entries.entries()) {
      const result = results[index];
      if (result === undefined || 'ErrorCode' in result) continue;
      const { SequenceNumber: sequenceNumber, ShardId: shardId } = result;
      page.accepted({ sequenceNumber, shardId, partitionKey: entry.PartitionKey, bytes: entryBytes(entry) });
    }
    return reply;
  };
}

function onlyResult(reply: KinesisReply): PutResult {
  return readObject(reply.body) as unknown as PutResult;
}
