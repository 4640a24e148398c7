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
    const durations = createValues(outcomes.length);
    for (const { durationMs } of outcomes) if (durationMs !== undefined) durations.add(durationMs);
    handler(dimensions)(durations.all());
    const stages = measureStages(outcomes, invokedAtMs);
    let negative = 0;
    for (const [stage, values] of Object.entries(stages) as [keyof typeof stages, Values][]) {
      const all = values.all();
      negative += clamp(all);
      series[stage](dimensions)(all);
    }
    return negative;
  };
}

function measureStages(outcomes: readonly RecordOutcome[], invokedAtMs: number) {
  const make = () => createValues(outcomes.length);
  const stages = { buffer: make(), toKinesis: make(), dwell: make(), processing: make(), endToEnd: make() };
  const { buffer, toKinesis, dwell, processing, endToEnd } = stages;
  for (const { record, state, endedAtMs } of outcomes) {
    if (state !== 'success') continue;
    const { arrivedAtMs, carrier } = record;
    dwell.add(invokedAtMs - arrivedAtMs);
    processing.add(endedAtMs - arrivedAtMs);
    if (carrier === undefined) continue;
    const { sentAtMs, createdAtMs } = carrier;
    toKinesis.add(arrivedAtMs - sentAtMs);
    if (createdAtMs !== undefined) buffer.add(sentAtMs - createdAtMs);
    endToEnd.add(endedAtMs - (createdAtMs ?? sentAtMs));
  }
  return stages;
}

interface Values {
  readonly add: (value: number) => void;
  readonly all: () => Float64Array;
}

function createValues(most: number): Values {
  const values = new Float64Array(most);
  let length = 0;
  return {
    add: (value) => {
      values[length++] = value;
    },
    all: () => values.subarray(0, length),
  };
}

/** Two machines' clocks: an instrument drops a negative value without a word, so it becomes 0, and is counted. */
function clamp(values: Float64Array): number {
  let negative = 0;
  for (let at = 0; at < values.length; at++) {
    if ((values[at] ?? 0) >= 0) continue;
    values[at] = 0;
    negative++;
  }
  return negative;
}
