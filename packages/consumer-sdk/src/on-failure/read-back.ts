import { isSequenceNumber } from '@kinesis-otel/contract';
import type { FailureDocument } from './failure-document.ts';
import type { AwaitTurn } from './pace-reads.ts';
import type { StreamPage, StreamReader } from './stream-reader.ts';

/** A record of the batch's range, as it lies in the stream. */
export interface RangeRecord {
  readonly sequenceNumber: bigint;
  readonly data: Uint8Array;
}

/**
 * What reading the range of a batch came to.
 *
 * - `complete`: all that lies in it was read.
 * - `cut short`: by the number of reads one batch may take.
 * - `rate limited`: the next read's turn would have come too late.
 */
export interface RangeRead {
  readonly end: 'complete' | 'cut short' | 'rate limited';
  readonly records: readonly RangeRecord[];
}

/** Reads of the stream for one batch at most; one gives up to 10,000 records or 10 MiB. */
const maxReads = 5;

/** What GetRecords gives at most. */
const maxRecords = 10_000;

/** Reads a batch's range of sequence numbers back; rejects as the reader does. */
export async function readRange(
  document: FailureDocument,
  reader: StreamReader,
  awaitTurn: AwaitTurn,
  deadlineAt: number,
): Promise<RangeRead> {
  const { streamArn: StreamARN, shardId: ShardId, startSequenceNumber, endSequenceNumber, batchSize } = document;
  if (!isSequenceNumber(startSequenceNumber) || !isSequenceNumber(endSequenceNumber)) {
    throw new TypeError('The document has no range of sequence numbers.');
  }
  const end = BigInt(endSequenceNumber);
  const records: RangeRecord[] = [];
  if (!(await awaitTurn(deadlineAt))) return { end: 'rate limited', records };
  const place = { StreamARN, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const };
  let { ShardIterator } = await reader.getShardIterator({ ...place, StartingSequenceNumber: startSequenceNumber });
  for (let reads = 0; ShardIterator !== undefined && reads < maxReads; reads++) {
    if (!(await awaitTurn(deadlineAt))) return { end: 'rate limited', records };
    const Limit = Math.min(maxRecords, Math.max(1, batchSize));
    const page = await reader.getRecords({ StreamARN, ShardIterator, Limit });
    const read = recordsOf(page);
    records.push(...read.filter(({ sequenceNumber }) => sequenceNumber <= end));
    if (isPast(end, read, page)) return { end: 'complete', records };
    ShardIterator = page.NextShardIterator ?? undefined;
  }
  return { end: ShardIterator === undefined ? 'complete' : 'cut short', records };
}

function recordsOf({ Records = [] }: StreamPage): readonly RangeRecord[] {
  return Records.flatMap(({ SequenceNumber, Data }) =>
    isSequenceNumber(SequenceNumber) && Data !== undefined
      ? [{ sequenceNumber: BigInt(SequenceNumber), data: Data }]
      : [],
  );
}

/** The range is over where a record is at or past its end, and where the shard has no more. */
function isPast(end: bigint, read: readonly RangeRecord[], { MillisBehindLatest }: StreamPage): boolean {
  const last = read.at(-1);
  return last === undefined ? MillisBehindLatest === 0 : last.sequenceNumber >= end;
}
