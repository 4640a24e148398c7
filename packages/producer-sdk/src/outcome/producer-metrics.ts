import {
  attributeNames,
  boundErrorTypes,
  instrumentOptions,
  linksDropped,
  type PipelineDimensions,
  putPayloadUnits,
  putRecordFailure,
  putRecordLatency,
  putRecordSuccess,
  putRecordThrottled,
  traceContextInjection,
} from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import type { StampedRecords } from '../stamping/stamp-records.ts';
import { isThrottled, type PutOutcome } from './put-outcome.ts';

/** The dimensions every point of the producer carries. */
export type ProducerDimensions = PipelineDimensions & { readonly 'faas.instance'?: string };

/** A put call that came back. */
export interface EndedPut {
  readonly streamName: string;
  readonly operation: string;
  readonly durationMs: number;
  readonly payloadUnits: number;
  readonly outcome: PutOutcome;
}

/** The producer's instruments, by event. */
export interface ProducerMetrics {
  /** A put call came back: how long it took, what became of its records, and what is billed. */
  readonly putEnded: (dimensions: ProducerDimensions, ended: EndedPut) => void;
  /** The records of a call were stamped, or not; `links` were left out of its span. */
  readonly recordsStamped: (dimensions: ProducerDimensions, stamped: StampedRecords, links: number) => void;
}

/** Makes the producer's instruments from the metric catalogue. */
export function createProducerMetrics(meter: Meter): ProducerMetrics {
  const latency = meter.createHistogram(putRecordLatency.name, instrumentOptions(putRecordLatency));
  const success = meter.createCounter(putRecordSuccess.name, instrumentOptions(putRecordSuccess));
  const failure = meter.createCounter(putRecordFailure.name, instrumentOptions(putRecordFailure));
  const throttled = meter.createCounter(putRecordThrottled.name, instrumentOptions(putRecordThrottled));
  const units = meter.createCounter(putPayloadUnits.name, instrumentOptions(putPayloadUnits));
  const injection = meter.createCounter(traceContextInjection.name, instrumentOptions(traceContextInjection));
  const dropped = meter.createCounter(linksDropped.name, instrumentOptions(linksDropped));
  const errorTypeOf = boundErrorTypes();

  return {
    putEnded(dimensions, { operation, durationMs, payloadUnits, outcome }) {
      latency.record(durationMs, { ...dimensions, Operation: operation });
      success.add(outcome.accepted, { ...dimensions });
      units.add(payloadUnits, { ...dimensions });
      // Adding nothing still makes a point, and an alarm on a counter that never failed needs one.
      failure.add(0, { ...dimensions });
      throttled.add(0, { ...dimensions });
      for (const [code, count] of outcome.rejectedByCode) {
        const counter = isThrottled(code) ? throttled : failure;
        counter.add(count, { ...dimensions, [attributeNames.errorType]: errorTypeOf(code) });
      }
    },
    recordsStamped(dimensions, { outcomes, skipped }, links) {
      for (const [outcome, count] of outcomes) injection.add(count, { ...dimensions, outcome });
      for (const [reason, count] of skipped) injection.add(count, { ...dimensions, outcome: 'skipped', reason });
      if (links > 0) dropped.add(links, { ...dimensions });
    },
  };
}
