import { dlqMessages, instrumentOptions, linksDropped } from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import type { FailureDocument } from './failure-document.ts';

/** The instruments of batches that were given up, by event. */
export interface DeadLetterMetrics {
  readonly batchGivenUp: (dimensions: ConsumerDimensions, document: FailureDocument) => void;
  readonly linksDropped: (dimensions: ConsumerDimensions, count: number) => void;
}

/** Conditions a service may name: AWS documents three, and more must not make series without end. */
const knownConditions = ['RetryAttemptsExhausted', 'RecordAgeExceeded', 'EventSourceMappingDisabled'];

/** Makes the instruments from the metric catalogue. */
export function createDeadLetterMetrics(meter: Meter): DeadLetterMetrics {
  const messages = meter.createCounter(dlqMessages.name, instrumentOptions(dlqMessages));
  const dropped = meter.createCounter(linksDropped.name, instrumentOptions(linksDropped));
  return {
    batchGivenUp(dimensions, { batchSize, condition }) {
      const known = knownConditions.includes(condition) ? condition : '_OTHER';
      messages.add(batchSize, { ...dimensions, condition: known });
    },
    linksDropped: (dimensions, count) => dropped.add(count, dimensions),
  };
}
