import {
  attributeNames,
  boundErrorTypes,
  instrumentOptions,
  type PipelineDimensions,
  putRecordFailure,
  putRecordLatency,
  putRecordSuccess,
  putRecordThrottled,
  traceContextInjection,
} from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import { isThrottled, type PutOutcome } from './put-outcome.ts';
import type { StampedRecords } from './stamp-records.ts';

/** The producer's instruments, by event. */
export interface ProducerMetrics {
  /** A put call came back: how long it took in ms, and what became of its records. */
  readonly putEnded: (
    dimensions: PipelineDimensions,
    operation: string,
    durationMs: number,
    outcome: PutOutcome,
  ) => void;
  /** The records of a call were stamped, or not. */
  readonly recordsStamped: (dimensions: PipelineDimensions, stamped: StampedRecords) => void;
}

/** Makes the producer's instruments from the metric catalogue. */
export function createProducerMetrics(meter: Meter): ProducerMetrics {
  const latency = meter.createHistogram(putRecordLatency.name, instrumentOptions(putRecordLatency));
  const success = meter.createCounter(putRecordSuccess.name, instrumentOptions(putRecordSuccess));
  const failure = meter.createCounter(putRecordFailure.name, instrumentOptions(putRecordFailure));
  const throttled = meter.createCounter(putRecordThrottled.name, instrumentOptions(putRecordThrottled));
  const injection = meter.createCounter(traceContextInjection.name, instrumentOptions(traceContextInjection));
  const errorTypeOf = boundErrorTypes();

  return {
    putEnded(dimensions, operation, durationMs, outcome) {
      latency.record(durationMs, { ...dimensions, Operation: operation });
      success.add(outcome.accepted, { ...dimensions });
      // Adding nothing still makes a point, and an alarm on a counter that never failed needs one.
      failure.add(0, { ...dimensions });
      throttled.add(0, { ...dimensions });
      for (const [code, count] of outcome.rejectedByCode) {
        const counter = isThrottled(code) ? throttled : failure;
        counter.add(count, { ...dimensions, [attributeNames.errorType]: errorTypeOf(code) });
      }
    },
    recordsStamped(dimensions, { injected, skipped }) {
      if (injected > 0) injection.add(injected, { ...dimensions, outcome: 'injected' });
      for (const [reason, count] of skipped) injection.add(count, { ...dimensions, outcome: 'skipped', reason });
    },
  };
}
