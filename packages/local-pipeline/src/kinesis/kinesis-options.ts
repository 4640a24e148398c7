import { checkOneOf, checkWholeNumber, defaultMaxRecordBytes, rejectUnknownOptions } from '@kinesis-otel/contract';
import { maxEngineRecordBytes } from './engine-limits.ts';

/** How much the stream service takes and gives. */
export interface KinesisOptions {
  /** Whether a shard takes 1,000 records and 1 MiB a second only. Default true. */
  readonly writeLimits?: boolean;
  /** Whether a shard gives 5 reads and 2 MiB a second only. Default true. */
  readonly readLimits?: boolean;
  /** Data and partition key of a record at most, 1,048,576 to 5,242,880: the service allows twice that, the engine no more. Default 1 MiB. */
  readonly maxRecordBytes?: number;
}

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkKinesisOptions(options: KinesisOptions): void {
  rejectUnknownOptions(options, ['writeLimits', 'readLimits', 'maxRecordBytes']);
  checkOneOf('kinesis.writeLimits', options.writeLimits, [true, false]);
  checkOneOf('kinesis.readLimits', options.readLimits, [true, false]);
  checkWholeNumber('kinesis.maxRecordBytes', options.maxRecordBytes, defaultMaxRecordBytes, maxEngineRecordBytes);
}
