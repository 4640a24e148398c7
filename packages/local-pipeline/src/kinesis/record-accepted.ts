import { streamNameOf } from '@kinesis-otel/contract';
import type { LedgerBook } from '../ledger/ledger.ts';
import type { AcceptedRecord } from '../ledger/ledger-record.ts';
import { type FrontStep, readObject } from './kinesis-call.ts';

interface PutEntry {
  readonly Data?: string;
  readonly PartitionKey?: string;
}

interface PutResult {
  readonly ShardId?: string;
  readonly SequenceNumber?: string;
}

/** Enters in the ledger what a put had accepted: one record, or those of many that came back with a sequence number. */
export function recordAccepted(book: LedgerBook): FrontStep {
  return async (call, next) => {
    const reply = await next(call);
    if (!call.operation.startsWith('PutRecord') || reply.statusCode !== 200) return reply;
    const input = call.input() ?? {};
    const page = book.page(streamNameOf(input) ?? '');
    const output = readObject(reply.body) ?? {};
    const results = (output.Records ?? [output]) as readonly PutResult[];
    const entries = (input.Records ?? [input]) as readonly PutEntry[];
    for (const [index, result] of results.entries()) {
      const record = acceptedRecord(entries[index] ?? {}, result);
      if (record) page.accepted(record);
    }
    return reply;
  };
}

function acceptedRecord(entry: PutEntry, result: PutResult): AcceptedRecord | undefined {
  const { ShardId: shardId, SequenceNumber: sequenceNumber } = result;
  if (shardId === undefined || sequenceNumber === undefined) return undefined;
  const partitionKey = entry.PartitionKey ?? '';
  const bytes = Buffer.byteLength(entry.Data ?? '', 'base64') + Buffer.byteLength(partitionKey);
  return { sequenceNumber, shardId, partitionKey, bytes };
}
