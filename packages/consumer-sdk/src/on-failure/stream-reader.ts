/** What of the AWS SDK's `Kinesis` client is used to read a batch back. Structural, so that every copy of the SDK fits. */
export interface StreamReader {
  getShardIterator(input: {
    StreamARN: string;
    ShardId: string;
    ShardIteratorType: 'AT_SEQUENCE_NUMBER';
    StartingSequenceNumber: string;
  }): Promise<{ ShardIterator?: string | undefined }>;
  getRecords(input: { StreamARN: string; ShardIterator: string; Limit: number }): Promise<StreamPage>;
}

/** One answer of GetRecords. */
export interface StreamPage {
  Records?: { SequenceNumber?: string | undefined; Data?: Uint8Array | undefined }[] | undefined;
  NextShardIterator?: string | undefined;
  MillisBehindLatest?: number | undefined;
}
