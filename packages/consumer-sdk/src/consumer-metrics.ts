import {
  attributeNames,
  batchBytes,
  batchSize,
  clockSkewClamped,
  type ErrorTypeOf,
  endToEndLatency,
  flushTimeouts,
  type InstrumentMetric,
  instrumentOptions,
  linksDropped,
  producerBufferTime,
  producerToKinesisLatency,
  recordHandlerDuration,
  recordProcessingFailure,
  recordProcessingLatency,
  recordProcessingSuccess,
  recordsReplayed,
  spansDropped,
  streamDwellTime,
  traceContextExtraction,
} from '@kinesis-otel/contract';
import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import type { RecordOutcome } from './batch-outcome.ts';
import type { ConsumerDimensions } from './invocation-on-context.ts';
import type { ReadRecord } from './read-record.ts';

/** What happened in one invocation. */
export interface MeasuredBatch {
  readonly dimensions: ConsumerDimensions;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  readonly records: readonly ReadRecord[];
  readonly outcomes: readonly RecordOutcome[];
  readonly spansDropped: number;
  readonly linksDropped: number;
}

/** The consumer's instruments, by event. */
export interface ConsumerMetrics {
  readonly batchEnded: (batch: MeasuredBatch) => void;
  readonly flushTimedOut: (dimensions: ConsumerDimensions) => void;
}

/** Makes the consumer's instruments from the metric catalogue. */
export function createConsumerMetrics(meter: Meter, errorTypeOf: ErrorTypeOf): ConsumerMetrics {
  const counter = (metric: InstrumentMetric) => meter.createCounter(metric.name, instrumentOptions(metric));
  const histogram = (metric: InstrumentMetric) => meter.createHistogram(metric.name, instrumentOptions(metric));
  const sizes = { records: histogram(batchSize), bytes: histogram(batchBytes) };
  const extraction = counter(traceContextExtraction);
  const dropped = { spans: counter(spansDropped), links: counter(linksDropped) };
  const flushTimeoutCount = counter(flushTimeouts);
  const countStates = stateCounter(counter, errorTypeOf);
  const skew = counter(clockSkewClamped);
  const recordLatencies = latencyRecorder(histogram, skew);

  return {
    batchEnded(batch) {
      const { dimensions, records } = batch;
      sizes.records.record(records.length, dimensions);
      sizes.bytes.record(bytesOf(records), dimensions);
      countExtractions(extraction, records, dimensions);
      countStates(batch);
      recordLatencies(batch);
      // Adding nothing still makes a point: an alarm on a counter that never moved needs one.
      dropped.spans.add(batch.spansDropped, dimensions);
      dropped.links.add(batch.linksDropped, dimensions);
      skew.add(0, dimensions);
      flushTimeoutCount.add(0, dimensions);
    },
    flushTimedOut: (dimensions) => flushTimeoutCount.add(1, dimensions),
  };
}

type MakeCounter = (metric: InstrumentMetric) => Counter;
type MakeHistogram = (metric: InstrumentMetric) => Histogram;

function stateCounter(counter: MakeCounter, errorTypeOf: ErrorTypeOf): (batch: MeasuredBatch) => void {
  const success = counter(recordProcessingSuccess);
  const failure = counter(recordProcessingFailure);
  const replayed = counter(recordsReplayed);
  return ({ outcomes, dimensions }) => {
    success.add(outcomes.filter(({ state }) => state === 'success').length, dimensions);
    replayed.add(outcomes.filter(({ state }) => state === 'replayed').length, dimensions);
    failure.add(0, dimensions);
    for (const { state, error } of outcomes) {
      if (state === 'failure') failure.add(1, { ...dimensions, [attributeNames.errorType]: errorTypeOf(error) });
    }
  };
}

/** Latencies of records that count as success, so that each record is measured once; durations of every attempt. */
function latencyRecorder(histogram: MakeHistogram, skew: Counter): (batch: MeasuredBatch) => void {
  const buffer = histogram(producerBufferTime);
  const toKinesis = histogram(producerToKinesisLatency);
  const dwell = histogram(streamDwellTime);
  const processing = histogram(recordProcessingLatency);
  const endToEnd = histogram(endToEndLatency);
  const handler = histogram(recordHandlerDuration);
  return ({ outcomes, dimensions, invokedAtMs }) => {
    const record = (into: Histogram, fromMs: number | undefined, toMs: number | undefined): void => {
      if (fromMs === undefined || toMs === undefined) return;
      // Two machines' clocks: an instrument drops a negative value without a word, so it is clamped and counted.
      if (toMs < fromMs) skew.add(1, dimensions);
      into.record(Math.max(0, toMs - fromMs), dimensions);
    };
    for (const { record: each, state, endedAtMs, durationMs } of outcomes) {
      if (durationMs !== undefined) handler.record(durationMs, dimensions);
      if (state !== 'success') continue;
      record(buffer, each.createdAtMs, each.sentAtMs);
      record(toKinesis, each.sentAtMs, each.arrivedAtMs);
      record(dwell, each.arrivedAtMs, invokedAtMs);
      record(processing, each.arrivedAtMs, endedAtMs);
      record(endToEnd, each.createdAtMs ?? each.sentAtMs, endedAtMs);
    }
  };
}

function countExtractions(counter: Counter, records: readonly ReadRecord[], dimensions: ConsumerDimensions): void {
  for (const outcome of ['extracted', 'foreign', 'missing', 'invalid'] as const) {
    const count = records.filter(({ extraction }) => extraction === outcome).length;
    if (count > 0) counter.add(count, { ...dimensions, outcome });
  }
}

/** Bytes of the records' data as they lay in the stream; base64 has 4 characters for 3 bytes. */
function bytesOf(records: readonly ReadRecord[]): number {
  return records.reduce((sum, { source }) => sum + decodedLength(source.kinesis.data), 0);
}

function decodedLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : Number(base64.endsWith('='));
  return Math.max(0, (base64.length / 4) * 3 - padding);
}
