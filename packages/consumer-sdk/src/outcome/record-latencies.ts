import {
  endToEndLatency,
  producerBufferTime,
  producerToKinesisLatency,
  recordHandlerDuration,
  recordProcessingLatency,
  streamDwellTime,
} from '@kinesis-otel/contract';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import type { HistogramSource } from '../histograms/histogram-source.ts';
import type { RecordOutcome } from './batch-outcome.ts';

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
  };
  const handler = histogram(recordHandlerDuration);
  return (outcomes, invokedAtMs, dimensions) => {
    const { durations, ...stages } = measureStages(outcomes, invokedAtMs);
    handler(dimensions)(durations);
    let negative = 0;
    for (const [stage, values] of Object.entries(stages) as [keyof typeof stages, Float64Array][]) {
      negative += clamp(values);
      series[stage](dimensions)(values);
    }
    return negative;
  };
}

/** In one loop, and without a call for each value: a number that is handed on is boxed, and a batch has up to 60,000. */
function measureStages(outcomes: readonly RecordOutcome[], invokedAtMs: number) {
  const make = () => new Float64Array(outcomes.length);
  const [dwell, processing, toKinesis, endToEnd, buffer, durations] = [make(), make(), make(), make(), make(), make()];
  let worked = 0;
  let done = 0;
  let carried = 0;
  let bound = 0;
  for (let index = 0; index < outcomes.length; index++) {
    const { record, state, endedAtMs, durationMs } = outcomes[index] as RecordOutcome;
    if (durationMs !== undefined) durations[worked++] = durationMs;
    if (state !== 'success') continue;
    const { arrivedAtMs, carrier } = record;
    dwell[done] = invokedAtMs - arrivedAtMs;
    processing[done++] = endedAtMs - arrivedAtMs;
    if (carrier === undefined) continue;
    const { sentAtMs, createdAtMs } = carrier;
    toKinesis[carried] = arrivedAtMs - sentAtMs;
    endToEnd[carried++] = endedAtMs - (createdAtMs ?? sentAtMs);
    if (createdAtMs !== undefined) buffer[bound++] = sentAtMs - createdAtMs;
  }
  return {
    buffer: buffer.subarray(0, bound),
    toKinesis: toKinesis.subarray(0, carried),
    dwell: dwell.subarray(0, done),
    processing: processing.subarray(0, done),
    endToEnd: endToEnd.subarray(0, carried),
    durations: durations.subarray(0, worked),
  };
}

/** Two machines' clocks: an instrument drops a negative value without a word, so it becomes 0, and is counted. */
function clamp(values: Float64Array): number {
  let negative = 0;
  for (let at = 0; at < values.length; at++) {
    if ((values[at] as number) >= 0) continue;
    values[at] = 0;
    negative++;
  }
  return negative;
}
