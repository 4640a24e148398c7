import type { AcceptedRecord } from '../ledger/ledger-record.ts';
import { type LambdaRecord, lambdaRecord, type RecordSource, type StreamRecord } from './lambda-event.ts';

/** A record read from its shard and waiting for its batch. */
export interface GatheredRecord extends AcceptedRecord {
  readonly lambdaRecord: LambdaRecord;
  /** What it takes of the invocation's payload. */
  readonly payloadBytes: number;
  /** When the stream took it, in milliseconds since the epoch. */
  readonly arrivedAtMs: number;
}

export function gatherRecord(record: StreamRecord, source: RecordSource): GatheredRecord {
  const event = lambdaRecord(record, source);
  return {
    sequenceNumber: record.SequenceNumber,
    shardId: source.shardId,
    partitionKey: record.PartitionKey,
    bytes: Buffer.byteLength(record.Data, 'base64') + Buffer.byteLength(record.PartitionKey),
    lambdaRecord: event,
    payloadBytes: Buffer.byteLength(JSON.stringify(event)),
    arrivedAtMs: Math.round(record.ApproximateArrivalTimestamp * 1000),
  };
}
