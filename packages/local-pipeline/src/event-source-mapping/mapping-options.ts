import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import { checkFilterPatterns, type FilterPattern } from './filter/filter-pattern.ts';
import { checkOnFailure, type OnFailure } from './on-failure/on-failure.ts';
import { checkStartingPosition, type StartingPosition } from './starting-position.ts';

/**
 * What an event source mapping is told, with Lambda's names, defaults and limits
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html). Durations pass on the pipeline's clock.
 */
export interface MappingOptions {
  readonly functionName: string;
  readonly streamName: string;
  /** Records of a batch at most, 1 to 10,000. */
  readonly batchSize: number;
  /** How long records are gathered for a batch that is not full, 0 to 300,000. */
  readonly batchingWindowMs: number;
  /** Whether the function's `batchItemFailures` are honoured. */
  readonly reportBatchItemFailures: boolean;
  /** Whether a batch that failed is split in two, which uses up no retry. Default false. */
  readonly bisectBatchOnFunctionError?: boolean;
  /** Retries before a batch is given up, 0 to 10,000. Default -1: until it succeeds. */
  readonly maximumRetryAttempts?: number;
  /** How old a record may be when it is sent to the function, 60,000 to 604,800,000. Default -1: of any age. */
  readonly maximumRecordAgeMs?: number;
  /** Batches of one shard at once, 1 to 10; records of one partition key stay in order. Default 1. */
  readonly parallelizationFactor?: number;
  /** Length of the windows through which state is passed along, up to 900,000. Default 0: no windows. */
  readonly tumblingWindowMs?: number;
  /** Up to 5; a record is sent to the function where one of them matches. Default: every record is. */
  readonly filterPatterns?: readonly FilterPattern[];
  /** Where reading begins. Default 'TRIM_HORIZON', the oldest record. */
  readonly startingPosition?: StartingPosition;
  /** Who is told of batches that are given up. Default: nobody, they are dropped. */
  readonly onFailure?: OnFailure;
  /** How often each shard is polled while nothing is waiting, 1 to 60,000. Default 1,000, as Lambda does. */
  readonly pollIntervalMs?: number;
}

const required = ['functionName', 'streamName', 'batchSize', 'batchingWindowMs'] as const;
const known = [
  ...required,
  'reportBatchItemFailures',
  'bisectBatchOnFunctionError',
  'maximumRetryAttempts',
  'maximumRecordAgeMs',
  'parallelizationFactor',
  'tumblingWindowMs',
  'filterPatterns',
  'startingPosition',
  'onFailure',
  'pollIntervalMs',
];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkMappingOptions(options: MappingOptions): void {
  rejectUnknownOptions(options, known);
  for (const option of required) {
    if (options[option] === undefined) throw wrong(option, undefined, 'It has no default: give one.');
  }
  checkText('functionName', options.functionName);
  checkText('streamName', options.streamName);
  checkNumbers(options);
  for (const option of ['reportBatchItemFailures', 'bisectBatchOnFunctionError'] as const) {
    const value = option === 'reportBatchItemFailures' ? options[option] : (options[option] ?? false);
    if (typeof value !== 'boolean') throw wrong(option, value, 'Give true or false.');
  }
  checkFilterPatterns('filterPatterns', options.filterPatterns);
  checkStartingPosition('startingPosition', options.startingPosition);
  checkOnFailure('onFailure', options.onFailure);
}

function checkNumbers(options: MappingOptions): void {
  checkWholeNumber('batchSize', options.batchSize, 1, 10_000);
  checkWholeNumber('batchingWindowMs', options.batchingWindowMs, 0, 300_000);
  checkWholeNumber('maximumRetryAttempts', options.maximumRetryAttempts, -1, 10_000);
  if (options.maximumRecordAgeMs !== -1) {
    checkWholeNumber('maximumRecordAgeMs', options.maximumRecordAgeMs, 60_000, 604_800_000);
  }
  checkWholeNumber('parallelizationFactor', options.parallelizationFactor, 1, 10);
  checkWholeNumber('tumblingWindowMs', options.tumblingWindowMs, 0, 900_000);
  checkWholeNumber('pollIntervalMs', options.pollIntervalMs, 1, 60_000);
  const { parallelizationFactor = 1, tumblingWindowMs = 0 } = options;
  if (parallelizationFactor > 1 && tumblingWindowMs > 0) {
    const cure = 'A window has one state for each shard: leave this out, or set `tumblingWindowMs` to 0.';
    throw wrong('parallelizationFactor', parallelizationFactor, cure);
  }
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
