import { type LocalFunction, type Mapping, type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import type { Bundle } from './bundle-consumer.ts';
import type { DemoOptions } from './demo-options.ts';
import { UsageError } from './usage-error.ts';

/** The names of the demo's parts. */
export const names = {
  stream: 'airports',
  warmUpStream: 'airports-warm-up',
  table: 'airports',
  consumer: 'airports-consumer',
  failedQueue: 'airports-failed',
} as const;

/** Retries of a record that always fails, before it goes to the on-failure queue. */
const poisonRetries = 2;

/** Starts streams, table and queue. @throws UsageError for a port that is taken */
export async function startStack({ shards, ports, otlp }: DemoOptions): Promise<Pipeline> {
  try {
    return await startPipeline({
      streams: [names.stream, names.warmUpStream].map((name) => ({ name, shards })),
      tables: [{ name: names.table, partitionKey: 'id' }],
      queues: [{ name: names.failedQueue }],
      ports,
      ...(otlp === undefined ? {} : { forwardTelemetryTo: otlp }),
    });
  } catch (error) {
    // The pipeline speaks of its option; here that option is a flag.
    throw new UsageError((error as Error).message.replace(/`ports\.(\w+)`/, '`--$1-port`'), { cause: error });
  }
}

/** Deploys the consumer with an execution environment for each shard. */
export function deployConsumer(pipeline: Pipeline, options: DemoOptions, bundle: Bundle): Promise<LocalFunction> {
  const failsOnPurpose = options.failRate > 0 || options.poison > 0 || options.isChaotic;
  return pipeline.deployFunction({
    name: names.consumer,
    taskRoot: bundle.taskRoot,
    handler: bundle.handler,
    memorySizeMb: 512,
    timeoutMs: 30_000,
    maxConcurrency: options.shards,
    environment: {
      TABLE_NAME: names.table,
      FAIL_RATE: String(options.failRate),
      KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: 'true',
    },
    onLog: (line) => {
      if (/\bERROR\b/.test(line) && !failsOnPurpose) process.stderr.write(`${line}\n`);
    },
  });
}

/** Feeds the consumer from a stream; where records are poisoned, what never succeeds goes to the on-failure queue. */
export function mapStream(pipeline: Pipeline, streamName: string, { poison }: DemoOptions): Promise<Mapping> {
  return pipeline.addMapping({
    functionName: names.consumer,
    streamName,
    batchSize: 100,
    batchingWindowMs: 0,
    reportBatchItemFailures: true,
    ...(poison === 0
      ? {}
      : {
          bisectBatchOnFunctionError: true,
          maximumRetryAttempts: poisonRetries,
          onFailure: { queue: names.failedQueue },
        }),
  });
}
