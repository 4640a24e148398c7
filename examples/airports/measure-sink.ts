import { setTimeout as sleep } from 'node:timers/promises';
import type { Mapping, Pipeline } from '@kinesis-otel/local-pipeline';
import { runProducer } from './run-producer.ts';
import { type Sample, sinkRatePerSecond } from './sink-rate.ts';

const warmUpRecords = 2_000;
const sampleEveryMs = 25;

/** Streams a short warm-up flat out and tells how many records a second came out at the other end. */
export async function measureSink(
  pipeline: Pipeline,
  mapping: Mapping,
  stream: string,
  signal: AbortSignal,
): Promise<number> {
  const samples: Sample[] = [];
  let isOver = false;
  const sampling = (async () => {
    while (!isOver) {
      const { settled } = pipeline.ledger.counts(stream);
      if (settled > (samples.at(-1)?.settled ?? 0)) samples.push({ atMs: performance.now(), settled });
      await sleep(sampleEveryMs);
    }
  })();
  try {
    const { environment } = pipeline;
    await runProducer({ stream, records: warmUpRecords, poison: 0, ratePerSecond: 0, environment, signal });
    await mapping.drained();
  } finally {
    isOver = true;
    await sampling;
  }
  return sinkRatePerSecond(samples);
}
