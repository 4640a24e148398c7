import {
  attributeNames,
  batchBytes,
  batchSize,
  clockSkewClamped,
  type ErrorTypeOf,
  flushFailures,
  flushTimeouts,
  handlerTimeouts,
  type InstrumentMetric,
  instrumentOptions,
  linksDropped,
  recordProcessingFailure,
  recordProcessingSuccess,
  recordsReplayed,
  spansDropped,
  traceContextExtraction,
} from '@kinesis-otel/contract';
import type { Counter, Meter } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import type { FlushResult } from '../flush/flush-before-freeze.ts';
import type { HistogramSource } from '../histograms/histogram-source.ts';
import type { KinesisBatch } from '../records/kinesis-batch.ts';
import type { ReadRecord } from '../records/read-record.ts';
import { isFailed, type RecordOutcome } from './batch-outcome.ts';
import { createRecordLatencies } from './record-latencies.ts';

/** What happened in one invocation. */
export interface MeasuredBatch {
  readonly dimensions: ConsumerDimensions;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  /** How long the batch span lasted, in milliseconds. */
  readonly durationMs: number;
  /** As Lambda delivered it: an aggregate is one record. */
  readonly batch: Pick<KinesisBatch, 'streamName' | 'records' | 'dataBytes'>;
  /** Each user record of an aggregate is one. */
  readonly records: readonly ReadRecord[];
  readonly outcomes: readonly RecordOutcome[];
  readonly spansDropped: number;
  readonly linksDropped: number;
  /** The handler was still at work shortly before its time was over. */
  readonly hasTimedOut: boolean;
  /** Of what the handler threw, or of its time that was over. */
  readonly handlerErrorType: string | undefined;
}

/** The consumer's instruments, by event. */
export interface ConsumerMetrics {
  readonly batchEnded: (batch: MeasuredBatch) => void;
  /** An invocation ended before its telemetry had left. */
  readonly notFlushed: (result: FlushResult, dimensions: ConsumerDimensions) => void;
}

/** Makes the consumer's instruments from the metric catalogue. */
export function createConsumerMetrics(
  meter: Meter,
  histograms: HistogramSource,
  errorTypeOf: ErrorTypeOf,
): ConsumerMetrics {
  const counter = (metric: InstrumentMetric) => meter.createCounter(metric.name, instrumentOptions(metric));
  const sizes = { records: histograms.histogram(batchSize), bytes: histograms.histogram(batchBytes) };
  const extraction = counter(traceContextExtraction);
  const dropped = { spans: counter(spansDropped), links: counter(linksDropped) };
  const timeouts = { flush: counter(flushTimeouts), handler: counter(handlerTimeouts) };
  const flushFailureCount = counter(flushFailures);
  const countStates = createStateCounter(counter, errorTypeOf);
  const skew = counter(clockSkewClamped);
  const recordLatencies = createRecordLatencies(histograms);

  return {
    batchEnded({ batch, dimensions, records, outcomes, invokedAtMs, ...ended }) {
      sizes.records(dimensions)(Float64Array.of(batch.records.length));
      sizes.bytes(dimensions)(Float64Array.of(batch.dataBytes));
      countExtractions(extraction, records, dimensions);
      countStates(outcomes, dimensions);
      // Adding nothing still makes a point: an alarm on a counter that never moved needs one.
      skew.add(recordLatencies(outcomes, invokedAtMs, dimensions), dimensions);
      dropped.spans.add(ended.spansDropped, dimensions);
      dropped.links.add(ended.linksDropped, dimensions);
      timeouts.handler.add(ended.hasTimedOut ? 1 : 0, dimensions);
      timeouts.flush.add(0, dimensions);
      flushFailureCount.add(0, dimensions);
    },
    notFlushed(result, dimensions) {
      const attributes = { ...dimensions, outcome: result.replace(' ', '_') };
      (result === 'failed' ? flushFailureCount : timeouts.flush).add(1, attributes);
    },
  };
}

type CountStates = (outcomes: readonly RecordOutcome[], dimensions: ConsumerDimensions) => void;

function createStateCounter(counter: (metric: InstrumentMetric) => Counter, errorTypeOf: ErrorTypeOf): CountStates {
  const success = counter(recordProcessingSuccess);
  const failure = counter(recordProcessingFailure);
  const replayed = counter(recordsReplayed);
  return (outcomes, dimensions) => {
    let done = 0;
    let doneInVain = 0;
    const failures = new Map<string, number>();
    for (let index = 0; index < outcomes.length; index++) {
      const { state, error } = outcomes[index] as RecordOutcome;
      if (state === 'success') done++;
      else if (state === 'replayed') doneInVain++;
      else if (isFailed(state)) {
        const errorType = errorTypeOf(error);
        failures.set(errorType, (failures.get(errorType) ?? 0) + 1);
      }
    }
    success.add(done, dimensions);
    replayed.add(doneInVain, dimensions);
    failure.add(0, dimensions);
    for (const [type, count] of failures) failure.add(count, { ...dimensions, [attributeNames.errorType]: type });
  };
}

function countExtractions(counter: Counter, records: readonly ReadRecord[], dimensions: ConsumerDimensions): void {
  const counts = { extracted: 0, foreign: 0, missing: 0, invalid: 0 };
  for (let index = 0; index < records.length; index++) counts[(records[index] as ReadRecord).extraction]++;
  for (const [outcome, count] of Object.entries(counts)) {
    if (count > 0) counter.add(count, { ...dimensions, outcome });
  }
}
