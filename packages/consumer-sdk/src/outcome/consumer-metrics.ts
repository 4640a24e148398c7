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
import type { KinesisEventRecord } from '../records/kinesis-batch.ts';
import type { ReadRecord } from '../records/read-record.ts';
import { isFailed, type RecordOutcome } from './batch-outcome.ts';
import { createRecordLatencies } from './record-latencies.ts';

/** What happened in one invocation. */
export interface MeasuredBatch {
  readonly streamName: string;
  readonly dimensions: ConsumerDimensions;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  /** How long the batch span lasted, in milliseconds. */
  readonly durationMs: number;
  /** As Lambda delivered them: an aggregate is one. */
  readonly delivered: readonly KinesisEventRecord[];
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
    batchEnded(batch) {
      const { dimensions, delivered, records, outcomes, invokedAtMs } = batch;
      sizes.records(dimensions)(Float64Array.of(delivered.length));
      sizes.bytes(dimensions)(Float64Array.of(bytesOf(delivered)));
      countExtractions(extraction, records, dimensions);
      countStates(outcomes, dimensions);
      // Adding nothing still makes a point: an alarm on a counter that never moved needs one.
      skew.add(recordLatencies(outcomes, invokedAtMs, dimensions), dimensions);
      dropped.spans.add(batch.spansDropped, dimensions);
      dropped.links.add(batch.linksDropped, dimensions);
      timeouts.handler.add(batch.hasTimedOut ? 1 : 0, dimensions);
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
    let [done, doneInVain] = [0, 0];
    const failures = new Map<string, number>();
    for (const { state, error } of outcomes) {
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
  for (const { extraction } of records) counts[extraction]++;
  for (const [outcome, count] of Object.entries(counts)) {
    if (count > 0) counter.add(count, { ...dimensions, outcome });
  }
}

/** Bytes of the records' data as they lay in the stream; base64 has 4 characters for 3 bytes. */
function bytesOf(delivered: readonly KinesisEventRecord[]): number {
  let sum = 0;
  for (const { kinesis } of delivered) sum += decodedLength(kinesis.data);
  return sum;
}

const paddingCode = '='.charCodeAt(0);

function decodedLength(base64: string): number {
  const { length } = base64;
  if (length === 0 || base64.charCodeAt(length - 1) !== paddingCode) return (length / 4) * 3;
  return (length / 4) * 3 - (base64.charCodeAt(length - 2) === paddingCode ? 2 : 1);
}
