import { randomUUID } from 'node:crypto';
import type { InvokeResult } from '../../lambda/invoke-result.ts';
import type { GivenUpBatch } from './given-up-batch.ts';

/** What a destination is told of a batch (https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html). */
export interface FailureDocument {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: GivenUpBatch['condition'];
    readonly approximateInvokeCount: number;
  };
  /** Absent where the function never got the batch. */
  readonly responseContext?: {
    readonly statusCode: number;
    readonly executedVersion: string;
    /** Absent where the function returned, and reported failures of its own. */
    readonly functionError?: 'Unhandled';
  };
  readonly version: '1.0';
  readonly timestamp: string;
  readonly KinesisBatchInfo: KinesisBatchInfo;
}

/** Where in the stream the batch lies; its records can be read there until they expire. */
export interface KinesisBatchInfo {
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly approximateArrivalOfFirstRecord: string;
  readonly approximateArrivalOfLastRecord: string;
  readonly batchSize: number;
  readonly streamArn: string;
}

/** Makes the document; throws for a batch without a record. */
export function failureDocument(batch: GivenUpBatch, functionArn: string, timestampMs: number): FailureDocument {
  const { condition, invocations, lastResult } = batch;
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: invocations },
    ...(lastResult === undefined ? {} : { responseContext: responseContext(lastResult) }),
    version: '1.0',
    timestamp: new Date(timestampMs).toISOString(),
    KinesisBatchInfo: batchInfo(batch),
  };
}

function responseContext(result: InvokeResult): NonNullable<FailureDocument['responseContext']> {
  const answered = { statusCode: 200, executedVersion: '$LATEST' };
  return result.ok ? answered : { ...answered, functionError: 'Unhandled' };
}

function batchInfo({ records }: GivenUpBatch): KinesisBatchInfo {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined)
    throw new RangeError('A batch that is given up has at least one record.');
  return {
    shardId: first.shardId,
    startSequenceNumber: first.sequenceNumber,
    endSequenceNumber: last.sequenceNumber,
    approximateArrivalOfFirstRecord: new Date(first.arrivedAtMs).toISOString(),
    approximateArrivalOfLastRecord: new Date(last.arrivedAtMs).toISOString(),
    batchSize: records.length,
    streamArn: first.lambdaRecord.eventSourceARN,
  };
}
