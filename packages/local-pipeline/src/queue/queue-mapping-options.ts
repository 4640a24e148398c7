import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { LocalQueue } from './local-queue.ts';

/** What a mapping of a queue is told (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html). */
export interface QueueMappingOptions {
  readonly functionName: string;
  readonly queueName: string;
  /** Messages of a batch at most, 1 to 10,000; more than 10 need a batching window of a second. Default 10. */
  readonly batchSize?: number;
  /** How long messages are gathered for a batch that is not full, 0 to 300,000. Default 0. */
  readonly batchingWindowMs?: number;
  /** Whether the function's `batchItemFailures` are honoured. Default false. */
  readonly reportBatchItemFailures?: boolean;
}

const known = ['functionName', 'queueName', 'batchSize', 'batchingWindowMs', 'reportBatchItemFailures'];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkQueueMappingOptions(options: QueueMappingOptions): void {
  rejectUnknownOptions(options, known);
  for (const option of ['functionName', 'queueName'] as const) {
    if (options[option] === undefined) throw wrong(option, undefined, 'It has no default: give one.');
    checkText(option, options[option]);
  }
  checkWholeNumber('batchSize', options.batchSize, 1, 10_000);
  checkWholeNumber('batchingWindowMs', options.batchingWindowMs, 0, 300_000);
  const { batchSize = 10, batchingWindowMs = 0, reportBatchItemFailures = false } = options;
  if (batchSize > 10 && batchingWindowMs < 1000) {
    throw wrong('batchSize', batchSize, 'Give 10 at most, or a `batchingWindowMs` of at least 1000.');
  }
  if (typeof reportBatchItemFailures !== 'boolean') {
    throw wrong('reportBatchItemFailures', reportBatchItemFailures, 'Give true or false.');
  }
}

/** Throws where messages would be visible again while their batch is still gathered. */
export function checkBatchingWindow({ batchingWindowMs = 0 }: QueueMappingOptions, queue: LocalQueue): void {
  const { visibilityTimeoutMs } = queue;
  if (batchingWindowMs === 0 || batchingWindowMs < visibilityTimeoutMs) return;
  const cure = `Give less than the queue's \`visibilityTimeoutMs\`, ${visibilityTimeoutMs}, or raise that.`;
  throw wrong('batchingWindowMs', batchingWindowMs, cure);
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
