import {
  attributeNames,
  downstreamWriteFailure,
  downstreamWriteLatency,
  downstreamWriteSuccess,
  type ErrorTypeOf,
  instrumentOptions,
} from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import { boundTargets } from './bound-targets.ts';

/** One write to another system, over. */
export interface MeasuredWrite {
  readonly dimensions: ConsumerDimensions;
  /** Where it went, as `DynamoDB/<table>`; never a key. */
  readonly target: string;
  readonly durationMs: number;
  /** Present where it failed. */
  readonly failure?: { readonly error: unknown };
}

/** The instruments of downstream writes, by event. */
export interface WriteMetrics {
  readonly writeEnded: (write: MeasuredWrite) => void;
}

/** Makes the instruments from the metric catalogue. */
export function createWriteMetrics(meter: Meter, errorTypeOf: ErrorTypeOf): WriteMetrics {
  const latency = meter.createHistogram(downstreamWriteLatency.name, instrumentOptions(downstreamWriteLatency));
  const success = meter.createCounter(downstreamWriteSuccess.name, instrumentOptions(downstreamWriteSuccess));
  const failures = meter.createCounter(downstreamWriteFailure.name, instrumentOptions(downstreamWriteFailure));
  const targetOf = boundTargets();
  return {
    writeEnded({ dimensions, target, durationMs, failure }) {
      const attributes = { ...dimensions, Target: targetOf(target) };
      latency.record(durationMs, attributes);
      success.add(failure === undefined ? 1 : 0, attributes);
      if (failure === undefined) failures.add(0, attributes);
      else failures.add(1, { ...attributes, [attributeNames.errorType]: errorTypeOf(failure.error) });
    },
  };
}
