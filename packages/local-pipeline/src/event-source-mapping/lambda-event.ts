import { region, roleArn, streamArn } from '../account.ts';

/** A record as GetRecords gives it. */
export interface StreamRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  /** Base64. */
  readonly Data: string;
  /** Seconds, to the millisecond. */
  readonly ApproximateArrivalTimestamp: number;
}

/** A record as a function gets it (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html). */
export interface LambdaRecord {
  readonly kinesis: {
    readonly kinesisSchemaVersion: '1.0';
    readonly partitionKey: string;
    readonly sequenceNumber: string;
    readonly data: string;
    readonly approximateArrivalTimestamp: number;
  };
  readonly eventSource: 'aws:kinesis';
  readonly eventVersion: '1.0';
  readonly eventID: string;
  readonly eventName: 'aws:kinesis:record';
  readonly invokeIdentityArn: string;
  readonly awsRegion: string;
  readonly eventSourceARN: string;
}

/** Where a record comes from and who gets it. */
export interface RecordSource {
  readonly streamName: string;
  readonly shardId: string;
  readonly functionName: string;
}

export function lambdaRecord(record: StreamRecord, { streamName, shardId, functionName }: RecordSource): LambdaRecord {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: record.PartitionKey,
      sequenceNumber: record.SequenceNumber,
      data: record.Data,
      approximateArrivalTimestamp: record.ApproximateArrivalTimestamp,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardId}:${record.SequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: roleArn(functionName),
    awsRegion: region,
    eventSourceARN: streamArn(streamName),
  };
}
