import {
  attributeNames,
  boundErrorTypes,
  instrumentOptions,
  messagingClientOperationDuration,
  messagingClientSentMessages,
  messagingSystem,
} from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import type { ProducerMetrics } from './producer-metrics.ts';

/**
 * The same instruments, and beside them those of the messaging conventions. A call with rejected records has the
 * `error.type` that its span has; of its records only the rejected ones have one.
 */
export function withMessagingMetrics(metrics: ProducerMetrics, meter: Meter): ProducerMetrics {
  const durationOptions = instrumentOptions(messagingClientOperationDuration);
  const duration = meter.createHistogram(messagingClientOperationDuration.name, durationOptions);
  const sent = meter.createCounter(messagingClientSentMessages.name, instrumentOptions(messagingClientSentMessages));
  const errorTypeOf = boundErrorTypes();
  return {
    ...metrics,
    putEnded(dimensions, ended) {
      metrics.putEnded(dimensions, ended);
      const { accepted, rejectedByCode } = ended.outcome;
      const attributes = {
        ...dimensions,
        [attributeNames.messagingSystem]: messagingSystem,
        [attributeNames.messagingOperationName]: 'send',
        [attributeNames.messagingDestinationName]: ended.streamName,
      };
      const [firstCode] = rejectedByCode.keys();
      duration.record(ended.durationMs / 1_000, {
        ...attributes,
        [attributeNames.messagingOperationType]: 'send',
        ...(firstCode === undefined ? {} : { [attributeNames.errorType]: errorTypeOf(firstCode) }),
      });
      if (accepted > 0) sent.add(accepted, attributes);
      for (const [code, count] of rejectedByCode) {
        sent.add(count, { ...attributes, [attributeNames.errorType]: errorTypeOf(code) });
      }
    },
  };
}
