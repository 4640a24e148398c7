import {
  endToEndLatency,
  producerBufferTime,
  producerToKinesisLatency,
  recordHandlerDuration,
  recordProcessingLatency,
  streamDwellTime,
} from '@kinesis-otel/contract';
import type { RecordOutcome } from './batch-outcome.ts';
import type { HistogramSource, RecordValue } from './histograms/histogram-source.ts';
import type { ConsumerDimensions } from './invocation-on-context.ts';

/** Measures the stages of the records of one batch. Gives the number of latencies that came out negative. */
export type RecordLatencies = (
  outcomes: readonly RecordOutcome[],
  invokedAtMs: number,
  dimensions: ConsumerDimensions,
) => number;

/** Latencies of records that count as success, so that each record is measured once; durations of every attempt. */
export function createRecordLatencies({ histogram }: HistogramSource): RecordLatencies {
  const series = {
    buffer: histogram(producerBufferTime),
    toKinesis: histogram(producerToKinesisLatency),
    dwell: histogram(streamDwellTime),
    processing: histogram(recordProcessingLatency),
    endToEnd: histogram(endToEndLatency),
    handler: histogram(recordHandlerDuration),
  };
  return (outcomes, invokedAtMs, dimensions) => {
    const { buffer, toKinesis, dwell, processing, endToEnd, handler } = seriesFor(series, dimensions);
    let negative = 0;
    const record = (into: RecordValue, latencyMs: number): void => {
      // Two machines' clocks: an instrument drops a negative value without a word, so it is clamped and counted.
      if (latencyMs < 0) negative++;
      into(Math.max(0, latencyMs));
    };
    for (const { record: each, state, endedAtMs, durationMs } of outcomes) {
      if (durationMs !== undefined) handler(durationMs);
      if (state !== 'success') continue;
      const { arrivedAtMs, carrier } = each;
      record(dwell, invokedAtMs - arrivedAtMs);
      record(processing, endedAtMs - arrivedAtMs);
      if (carrier === undefined) continue;
      const { sentAtMs, createdAtMs } = carrier;
      record(toKinesis, arrivedAtMs - sentAtMs);
      if (createdAtMs !== undefined) record(buffer, sentAtMs - createdAtMs);
      record(endToEnd, endedAtMs - (createdAtMs ?? sentAtMs));
    }
    return negative;
  };
}

function seriesFor<Name extends string>(
  series: Readonly<Record<Name, (attributes: ConsumerDimensions) => RecordValue>>,
  dimensions: ConsumerDimensions,
): Readonly<Record<Name, RecordValue>> {
  const entries = Object.entries<(attributes: ConsumerDimensions) => RecordValue>(series);
  return Object.fromEntries(entries.map(([name, of]) => [name, of(dimensions)])) as Record<Name, RecordValue>;
}
