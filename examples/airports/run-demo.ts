import { once } from 'node:events';
import type { Pipeline } from '@kinesis-otel/local-pipeline';
import type { ReportInput } from '@kinesis-otel/pipeline-health';
import type { Bundle } from './bundle-consumer.ts';
import { checkReachable } from './check-reachable.ts';
import type { DemoOptions } from './demo-options.ts';
import { disturb } from './disturb.ts';
import { gatherReport } from './gather-report.ts';
import { measureSink } from './measure-sink.ts';
import { runProducer } from './run-producer.ts';
import { showProgress } from './show-progress.ts';
import { offeredRatePerSecond } from './sink-rate.ts';
import { deployConsumer, mapStream, names, startStack } from './stack.ts';

/** What a run needs beside its options. */
export interface DemoParts {
  readonly bundle: Bundle;
  readonly output: NodeJS.WriteStream;
  /** Ends the run early; everything is stopped before `runDemo` rejects. */
  readonly signal: AbortSignal;
  /** Gets what the report is made of, before `--keep` waits. */
  readonly report: (input: ReportInput) => void;
}

/** Runs producer, stream, function and table once. */
export async function runDemo(options: DemoOptions, parts: DemoParts): Promise<void> {
  if (options.otlp !== undefined) await checkReachable('--otlp', options.otlp);
  const pipeline = await startStack(options);
  try {
    await Promise.race([journey(pipeline, options, parts), rejectWhenAborted(parts.signal)]);
  } finally {
    await pipeline.stop();
  }
}

async function journey(pipeline: Pipeline, options: DemoOptions, parts: DemoParts): Promise<void> {
  const { output, signal, report } = parts;
  const { stream, table } = names;
  const consumer = await deployConsumer(pipeline, options, parts.bundle);
  const ratePerSecond = options.rate ?? (await warmUp(pipeline, options, parts));
  await pipeline.resetTable(table);
  const mapping = await mapStream(pipeline, stream, options);
  output.write(
    `Streaming ${options.records} airports over ${options.shards} shards, ${describeRate(ratePerSecond)}.\n`,
  );
  const stopProgress = showProgress({ pipeline, stream, total: options.records, output });
  const stopDisturbing = disturb(pipeline, consumer, ratePerSecond, options);
  try {
    const { environment } = pipeline;
    const { records, poison } = options;
    await runProducer({ stream, records, poison, ratePerSecond, environment, signal });
    await mapping.drained();
  } finally {
    stopDisturbing();
    stopProgress();
  }
  await pipeline.telemetry.waitUntilQuiet(300, 5_000);
  report(await gatherReport(pipeline, ratePerSecond, options));
  if (options.isKept) await keepRunning(pipeline, parts);
}

async function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

async function warmUp(pipeline: Pipeline, options: DemoOptions, { output, signal }: DemoParts): Promise<number> {
  const mapping = await mapStream(pipeline, names.warmUpStream, options);
  const sinkRate = await measureSink(pipeline, mapping, names.warmUpStream, signal);
  await mapping.stop();
  const rate = offeredRatePerSecond(sinkRate);
  output.write(`Warm-up: the sink takes ${Math.round(sinkRate)} records/s; 70 % of that is offered.\n`);
  return rate;
}

function describeRate(ratePerSecond: number): string {
  return ratePerSecond === 0 ? 'flat out: latencies will show the queue this makes' : `${ratePerSecond} records/s`;
}

async function keepRunning(pipeline: Pipeline, { output, signal }: DemoParts): Promise<void> {
  output.write(
    `Kinesis   ${pipeline.kinesisEndpoint}\nDynamoDB  ${pipeline.dynamodbEndpoint}\nOTLP      ${pipeline.otlpEndpoint}\n`,
  );
  output.write('Left running. Ctrl-C ends it.\n');
  await rejectWhenAborted(signal);
}
