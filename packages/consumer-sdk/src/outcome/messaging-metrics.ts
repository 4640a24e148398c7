import {
  attributeNames,
  type ErrorTypeOf,
  instrumentOptions,
  messagingClientConsumedMessages,
  messagingProcessDuration,
  messagingSystem,
} from '@kinesis-otel/contract';
import type { Attributes, Meter } from '@opentelemetry/api';
import type { HistogramSource } from '../histograms/histogram-source.ts';
import { isFailed } from './batch-outcome.ts';
import type { ConsumerMetrics, MeasuredBatch } from './consumer-metrics.ts';

/** The same instruments, and beside them those of the messaging conventions. */
export function withMessagingMetrics(
  metrics: ConsumerMetrics,
  meter: Meter,
  { histogram }: HistogramSource,
  errorTypeOf: ErrorTypeOf,
): ConsumerMetrics {
  const { name } = messagingClientConsumedMessages;
  const consumed = meter.createCounter(name, instrumentOptions(messagingClientConsumedMessages));
  const durations = histogram(messagingProcessDuration);
  return {
    ...metrics,
    batchEnded(ended) {
      metrics.batchEnded(ended);
      const attributes = {
        ...ended.dimensions,
        [attributeNames.messagingSystem]: messagingSystem,
        [attributeNames.messagingOperationName]: 'process',
        [attributeNames.messagingDestinationName]: ended.batch.streamName,
      };
      const { messages, seconds } = byErrorType(ended, errorTypeOf);
      for (const [errorType, count] of messages) consumed.add(count, withErrorType(attributes, errorType));
      for (const [errorType, values] of seconds) {
        durations(withErrorType(attributes, errorType))(Float64Array.from(values));
      }
    },
  };
}

interface ByErrorType {
  readonly messages: ReadonlyMap<string | undefined, number>;
  readonly seconds: ReadonlyMap<string | undefined, readonly number[]>;
}

/** A batch whose records have no work of their own is one processing operation, which failed if one of its records did. */
function byErrorType(
  { outcomes, durationMs: batchMs, handlerErrorType }: MeasuredBatch,
  errorTypeOf: ErrorTypeOf,
): ByErrorType {
  const messages = new Map<string | undefined, number>();
  const seconds = new Map<string | undefined, number[]>();
  let batchErrorType = handlerErrorType;
  for (const { state, error, durationMs } of outcomes) {
    const errorType = isFailed(state) ? errorTypeOf(error) : undefined;
    batchErrorType ??= errorType;
    messages.set(errorType, (messages.get(errorType) ?? 0) + 1);
    if (durationMs === undefined) continue;
    const values = seconds.get(errorType) ?? [];
    if (values.push(durationMs / 1_000) === 1) seconds.set(errorType, values);
  }
  return { messages, seconds: seconds.size > 0 ? seconds : new Map([[batchErrorType, [batchMs / 1_000]]]) };
}

function withErrorType(attributes: Attributes, errorType: string | undefined): Attributes {
  return errorType === undefined ? attributes : { ...attributes, [attributeNames.errorType]: errorType };
}
