/**
 * Bytes of a record at most, data before base64 and partition key together, where the stream was not given a larger limit
 * (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).
 */
export const defaultMaxRecordBytes = 1_048_576;

/**
 * Bytes of a record at most on a stream that was given the largest limit there is
 * (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html).
 */
export const largestMaxRecordBytes = 10_485_760;

/**
 * Bytes of a PutRecords request at most, partition keys included
 * (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html).
 */
export const maxPutRecordsBytes = 10_485_760;
