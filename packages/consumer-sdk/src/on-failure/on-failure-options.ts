import { checkHasMethod, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import { type ConsumerOptions, checkConsumerOptions } from '../options.ts';
import type { FailureObject } from './find-failures.ts';
import type { StreamReader } from './stream-reader.ts';

/** How to instrument the handler of an on-failure destination. Everything has a default; a wrong value throws at once. */
export interface OnFailureOptions
  extends Pick<
    ConsumerOptions,
    'pipeline' | 'environment' | 'maxLinks' | 'flushTimeoutMs' | 'tracerProvider' | 'meterProvider'
  > {
  /**
   * Reads an object's text, where the destination is a bucket. Needs `s3:GetObject`, and `kms:Decrypt` for a bucket with
   * a key of its own.
   * @defaultValue none: what a notification about an object stands for is then neither counted nor traced
   */
  readonly readObject?: (object: FailureObject) => Promise<string | Uint8Array>;
  /**
   * The AWS SDK's `Kinesis` client, to read given-up records back where the destination got only their place in the
   * stream. Give one with `maxAttempts: 1`: its reads share the shard's 5 calls and 2 MB a second with the mapping that
   * just had trouble. Needs `kinesis:GetShardIterator` and `kinesis:GetRecords`, and `kms:Decrypt` for an encrypted stream.
   * @defaultValue none: nothing is read
   */
  readonly readStream?: StreamReader;
  /** Calls to `readStream` by one execution environment at most, 1 to 5. @defaultValue 1 */
  readonly maxReadsPerSecond?: number;
  /**
   * How long reading objects and the stream may go on from the invocation's start, in milliseconds; the time Lambda has
   * left bounds it too. It goes on beside the handler. An object that was not read by then is not counted, which is said.
   * @defaultValue 3,000
   */
  readonly readTimeoutMs?: number;
}

const own = ['readObject', 'readStream', 'maxReadsPerSecond', 'readTimeoutMs'] as const;
const known: readonly (keyof OnFailureOptions)[] = [
  'pipeline',
  'environment',
  'maxLinks',
  'flushTimeoutMs',
  'tracerProvider',
  'meterProvider',
  ...own,
];

/** Throws a `KinesisOtelOptionError` for the first option that is unknown or wrong. */
export function checkOnFailureOptions(options: OnFailureOptions): void {
  rejectUnknownOptions(options, known);
  checkConsumerOptions(options, own);
  const { readObject } = options;
  if (readObject !== undefined && typeof readObject !== 'function') {
    const cure = 'Give a function that promises the text of `{ bucket, key }`, or leave it out.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'readObject', readObject, cure);
  }
  checkHasMethod('readStream', options.readStream, 'getShardIterator');
  checkHasMethod('readStream', options.readStream, 'getRecords');
  checkWholeNumber('maxReadsPerSecond', options.maxReadsPerSecond, 1, 5);
  checkWholeNumber('readTimeoutMs', options.readTimeoutMs, 0, 900_000);
}
