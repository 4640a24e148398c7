import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';

/** What an event source mapping is told, with Lambda's limits. */
export interface MappingOptions {
  readonly functionName: string;
  readonly streamName: string;
  /** Records of a batch at most, 1 to 10,000. */
  readonly batchSize: number;
  /** How long records are gathered for a batch that is not full, 0 to 300,000. */
  readonly batchingWindowMs: number;
  /** Whether the function's `batchItemFailures` are honoured. */
  readonly reportBatchItemFailures: boolean;
  /** Retries before a batch is dropped, 0 to 10,000. Default -1: until it succeeds. */
  readonly maximumRetryAttempts?: number;
  /** How often each shard is polled while nothing is waiting, 1 to 60,000. Default 1,000, as Lambda does. */
  readonly pollIntervalMs?: number;
}

const known = [
  'functionName',
  'streamName',
  'batchSize',
  'batchingWindowMs',
  'reportBatchItemFailures',
  'maximumRetryAttempts',
  'pollIntervalMs',
];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkMappingOptions(options: MappingOptions): void {
  rejectUnknownOptions(options, known);
  for (const option of ['functionName', 'streamName', 'batchSize', 'batchingWindowMs'] as const) {
    if (options[option] === undefined) throw wrong(option, undefined, 'It has no default: give one.');
  }
  checkText('functionName', options.functionName);
  checkText('streamName', options.streamName);
  checkWholeNumber('batchSize', options.batchSize, 1, 10_000);
  checkWholeNumber('batchingWindowMs', options.batchingWindowMs, 0, 300_000);
  checkWholeNumber('maximumRetryAttempts', options.maximumRetryAttempts, -1, 10_000);
  checkWholeNumber('pollIntervalMs', options.pollIntervalMs, 1, 60_000);
  if (typeof options.reportBatchItemFailures !== 'boolean') {
    throw wrong('reportBatchItemFailures', options.reportBatchItemFailures, 'Give true or false.');
  }
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
