import { callWith, type FrontStep, type KinesisCall, type KinesisService, readObject } from './kinesis-call.ts';
import { readPages, type StoredRecord } from './read-pages.ts';

const pageRecords = 1000;

/** Finds the place of an AT_TIMESTAMP iterator: the engine itself never answers where no record is that young. */
export function locateTimestamp(maxRecordBytes: number): FrontStep {
  return async (call, next) => {
    const { ShardIteratorType, Timestamp, StreamName, ShardId } = call.input() ?? {};
    const isAtTimestamp = call.operation === 'GetShardIterator' && ShardIteratorType === 'AT_TIMESTAMP';
    // The engine refuses an instant that is yet to come, or none.
    if (!isAtTimestamp || typeof Timestamp !== 'number' || Timestamp * 1000 > Date.now()) return next(call);
    const shard = { StreamName, ShardId };
    const reply = await next(callWith(call, { ...shard, ShardIteratorType: 'TRIM_HORIZON' }));
    const engineIterator = readObject(reply.body)?.ShardIterator;
    if (typeof engineIterator !== 'string') return reply;
    const place = await findPlace(engineIterator, Timestamp, call, next, maxRecordBytes);
    return place === undefined ? reply : next(callWith(call, { ...shard, ...place }));
  };
}

interface RecordPlace {
  readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
  readonly StartingSequenceNumber: string;
}

/** At the first record that is young enough, else after the last one; undefined where there is none at all. */
async function findPlace(
  engineIterator: string,
  seconds: number,
  call: KinesisCall,
  next: KinesisService,
  maxRecordBytes: number,
): Promise<RecordPlace | undefined> {
  const { StreamName, ShardId } = call.input() ?? {};
  const shard = { streamName: String(StreamName), shardId: String(ShardId) };
  let iterator: string | undefined = engineIterator;
  let last: StoredRecord | undefined;
  while (iterator !== undefined) {
    const page = { limit: pageRecords, maxRecordBytes };
    const read = await readPages({ ...shard, engineIterator: iterator }, page, call, next);
    if ('statusCode' in read || read.records.length === 0) break;
    const found = read.records.find((record) => record.ApproximateArrivalTimestamp >= seconds);
    if (found) return { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: found.SequenceNumber };
    last = read.records.at(-1);
    iterator = read.nextIterator;
  }
  return last && { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: last.SequenceNumber };
}
