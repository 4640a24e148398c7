import { once } from 'node:events';
import { type Mapping, type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { judge, observeOtlp, type ReportInput } from '@kinesis-otel/pipeline-health';
import type { Bundle } from './bundle-consumer.ts';
import { checkReachable } from './check-reachable.ts';
import { countDeliveries } from './count-deliveries.ts';
import type { DemoOptions } from './demo-options.ts';
import { measureSink } from './measure-sink.ts';
import { runProducer } from './run-producer.ts';
import { showProgress } from './show-progress.ts';
import { offeredRatePerSecond } from './sink-rate.ts';
import { UsageError } from './usage-error.ts';

const stream = 'airports';
const warmUpStream = 'airports-warm-up';
const table = 'airports';
const functionName = 'airports-consumer';

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
  const pipeline = await start(options);
  try {
    await Promise.race([journey(pipeline, options, parts), rejectWhenAborted(parts.signal)]);
  } finally {
    await pipeline.stop();
  }
}

async function start({ shards, ports, otlp }: DemoOptions): Promise<Pipeline> {
  try {
    return await startPipeline({
      streams: [stream, warmUpStream].map((name) => ({ name, shards })),
      tables: [{ name: table, partitionKey: 'id' }],
      ports,
      ...(otlp === undefined ? {} : { forwardTelemetryTo: otlp }),
    });
  } catch (error) {
    // The pipeline speaks of its option; here that option is a flag.
    throw new UsageError((error as Error).message.replace(/`ports\.(\w+)`/, '`--$1-port`'), { cause: error });
  }
}

async function journey(pipeline: Pipeline, options: DemoOptions, parts: DemoParts): Promise<void> {
  const { output, signal, report } = parts;
  await deployConsumer(pipeline, options, parts.bundle);
  const ratePerSecond = options.rate ?? (await warmUp(pipeline, parts));
  await pipeline.resetTable(table);
  const mapping = await mapStream(pipeline, stream);
  output.write(
    `Streaming ${options.records} airports over ${options.shards} shards, ${describeRate(ratePerSecond)}.\n`,
  );
  const stopProgress = showProgress({ pipeline, stream, total: options.records, output });
  try {
    const { environment } = pipeline;
    await runProducer({ stream, records: options.records, ratePerSecond, environment, signal });
    await mapping.drained();
  } finally {
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

async function deployConsumer(pipeline: Pipeline, options: DemoOptions, bundle: Bundle): Promise<void> {
  await pipeline.deployFunction({
    name: functionName,
    taskRoot: bundle.taskRoot,
    handler: bundle.handler,
    memorySizeMb: 512,
    timeoutMs: 30_000,
    maxConcurrency: options.shards,
    environment: {
      TABLE_NAME: table,
      FAIL_RATE: String(options.failRate),
      KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: 'true',
    },
    onLog: (line) => {
      if (/\bERROR\b/.test(line) && options.failRate === 0) process.stderr.write(`${line}\n`);
    },
  });
}

function mapStream(pipeline: Pipeline, streamName: string): Promise<Mapping> {
  return pipeline.addMapping({
    functionName,
    streamName,
    batchSize: 100,
    batchingWindowMs: 0,
    reportBatchItemFailures: true,
  });
}

async function warmUp(pipeline: Pipeline, { output, signal }: DemoParts): Promise<number> {
  const mapping = await mapStream(pipeline, warmUpStream);
  const sinkRate = await measureSink(pipeline, mapping, warmUpStream, signal);
  await mapping.stop();
  const rate = offeredRatePerSecond(sinkRate);
  output.write(`Warm-up: the sink takes ${Math.round(sinkRate)} records/s; 70 % of that is offered.\n`);
  return rate;
}

function describeRate(ratePerSecond: number): string {
  return ratePerSecond === 0 ? 'flat out: latencies will show the queue this makes' : `${ratePerSecond} records/s`;
}

async function gatherReport(pipeline: Pipeline, rate: number, options: DemoOptions): Promise<ReportInput> {
  const { traces, metrics } = pipeline.telemetry;
  const observation = observeOtlp(
    { resourceSpans: traces, resourceMetrics: metrics },
    { pipeline: stream, streamName: stream },
  );
  const counts = pipeline.ledger.counts(stream);
  const held = await countDeliveries(pipeline.dynamodbEndpoint, table);
  const elapsedMs = (counts.lastSettledAtMs ?? 0) - (counts.firstAcceptedAtMs ?? 0);
  return {
    title: 'airports',
    observation,
    verdicts: judge(observation),
    groundTruth: {
      recordsSent: counts.accepted,
      recordsProcessed: held.records,
      recordsLost: counts.accepted - held.records,
      recordsDuplicated: held.duplicates,
    },
    recordsPerSecond: elapsedMs > 0 ? (counts.settled * 1_000) / elapsedMs : 0,
    offeredRatePerSecond: rate === 0 ? 'flat out' : rate,
    notes: notesOn(pipeline, options),
  };
}

function notesOn({ telemetry, ledger }: Pipeline, { failRate, otlp }: DemoOptions): readonly string[] {
  const { requests, forwardFailures, lastForwardFailure } = telemetry;
  const { redelivered } = ledger.counts(stream);
  return [
    ...(failRate === 0
      ? []
      : [
          `--fail-rate ${failRate}: attempts were rejected on purpose; ${redelivered} deliveries came after a record's first.`,
        ]),
    ...(otlp === undefined
      ? []
      : [`${requests - forwardFailures} of ${requests} OTLP requests were passed on to ${otlp}.`]),
    ...(lastForwardFailure === undefined ? [] : [`The last that was not: ${lastForwardFailure}`]),
  ];
}

async function keepRunning(pipeline: Pipeline, { output, signal }: DemoParts): Promise<void> {
  output.write(
    `Kinesis   ${pipeline.kinesisEndpoint}\nDynamoDB  ${pipeline.dynamodbEndpoint}\nOTLP      ${pipeline.otlpEndpoint}\n`,
  );
  output.write('Left running. Ctrl-C ends it.\n');
  await rejectWhenAborted(signal);
}
