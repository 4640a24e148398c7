import { callOperation, type KinesisCall, type KinesisReply, type KinesisService, readObject } from './kinesis-call.ts';
import type { PlacedIterator } from './shard-place.ts';

/** A record as GetRecords gives it. */
export interface StoredRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  /** Base64. */
  readonly Data: string;
  /** Seconds. */
  readonly ApproximateArrivalTimestamp: number;
}

/** What one GetRecords gives. */
export interface ReadResult {
  readonly records: readonly StoredRecord[];
  /** Data before base64 plus partition keys. */
  readonly bytes: number;
  /** The engine's iterator for the next read. */
  readonly nextIterator: string | undefined;
}

/** Bytes one GetRecords gives at most (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html). */
const maxReadBytes = 10_485_760;
/** Bytes asked of the engine at once: it knows a limit of records only. */
const maxPageBytes = 67_108_864;

/** Reads up to `limit` records, or as many as 10 MiB hold. Gives the engine's refusal where the first page is refused. */
export async function readPages(
  iterator: PlacedIterator,
  { limit, maxRecordBytes }: { readonly limit: number; readonly maxRecordBytes: number },
  call: KinesisCall,
  next: KinesisService,
): Promise<ReadResult | KinesisReply> {
  const pageSize = Math.floor(maxPageBytes / maxRecordBytes);
  const records: StoredRecord[] = [];
  let bytes = 0;
  let nextIterator: string | undefined = iterator.engineIterator;
  while (nextIterator !== undefined && records.length < limit) {
    const Limit = Math.min(pageSize, limit - records.length);
    const reply = await next(callOperation(call, 'GetRecords', { ShardIterator: nextIterator, Limit }));
    if (reply.statusCode !== 200) return records.length === 0 ? reply : { records, bytes, nextIterator };
    const page = readObject(reply.body) as unknown as EnginePage;
    if (page.Records.length === 0 && records.length > 0) break;
    for (const record of page.Records) {
      const size = recordBytes(record);
      if (bytes + size > maxReadBytes) {
        return { records, bytes, nextIterator: await iteratorAfter(records.at(-1), iterator, call, next) };
      }
      records.push(record);
      bytes += size;
    }
    nextIterator = page.NextShardIterator;
    if (page.Records.length < Limit) break;
  }
  return { records, bytes, nextIterator };
}

interface EnginePage {
  readonly Records: readonly StoredRecord[];
  readonly NextShardIterator?: string;
}

async function iteratorAfter(
  record: StoredRecord | undefined,
  { streamName, shardId }: PlacedIterator,
  call: KinesisCall,
  next: KinesisService,
): Promise<string> {
  const place = { StreamName: streamName, ShardId: shardId, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' };
  const input = { ...place, StartingSequenceNumber: record?.SequenceNumber };
  const reply = await next(callOperation(call, 'GetShardIterator', input));
  return String(readObject(reply.body)?.ShardIterator);
}

function recordBytes({ Data, PartitionKey }: StoredRecord): number {
  return Buffer.byteLength(Data, 'base64') + Buffer.byteLength(PartitionKey);
}
