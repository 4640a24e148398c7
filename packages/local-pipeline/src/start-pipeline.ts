import { type AwsJsonClient, createAwsJsonClient } from './aws-json-client.ts';
import { startDynamodbEngine } from './dynamodb/engine.ts';
import { createTable } from './dynamodb/tables.ts';
import { createStreams } from './kinesis/create-streams.ts';
import { startKinesis } from './kinesis/start-kinesis.ts';
import { createLedger } from './ledger/ledger.ts';
import { loopback } from './loopback.ts';
import { startOtlpReceiver } from './otlp-receiver/receiver.ts';
import { createTelemetryLog } from './otlp-receiver/telemetry-store.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import type { Endpoints } from './pipeline-environment.ts';
import { checkPipelineOptions, type PipelineOptions } from './pipeline-options.ts';
import { createTeardown, type Teardown } from './teardown.ts';

/**
 * Starts Kinesis, DynamoDB and an OTLP receiver on loopback, with streams and tables that are ready. Throws for wrong options;
 * rejects where a port is in use, after all that had started is stopped again.
 */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  checkPipelineOptions(options);
  const teardown = createTeardown();
  try {
    return await startParts(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function startParts(options: PipelineOptions, teardown: Teardown): Promise<Pipeline> {
  const { streams, tables, ports = {}, forwardTelemetryTo } = options;
  const book = createLedger();
  const log = createTelemetryLog();
  const receiver = await startOtlpReceiver(ports.otlp ?? 0, log, forwardTelemetryTo);
  teardown.add(receiver.stop);
  const now = (): number => performance.now() * (options.clockScale ?? 1);
  const kinesis = await startKinesis(ports.kinesis ?? 0, book, options.kinesis ?? {}, now);
  teardown.add(kinesis.stop);
  const dynamodb = await startDynamodbEngine(ports.dynamodb ?? 0);
  teardown.add(dynamodb.stop);
  const kinesisClient = addClient(createAwsJsonClient(kinesis.port, 'Kinesis_20131202', '1.1'), teardown);
  const dynamodbClient = addClient(createAwsJsonClient(dynamodb.port, 'DynamoDB_20120810', '1.0'), teardown);
  await createStreams(kinesisClient, streams);
  for (const table of tables) await createTable(dynamodbClient, table);
  const endpoints: Endpoints = {
    kinesisEndpoint: endpoint(kinesis.port),
    dynamodbEndpoint: endpoint(dynamodb.port),
    otlpEndpoint: endpoint(receiver.port),
  };
  return createPipeline({
    options,
    endpoints,
    book,
    telemetry: log.store,
    kinesis: kinesis.controls,
    kinesisClient,
    dynamodbClient,
    teardown,
  });
}

function addClient(client: AwsJsonClient, teardown: Teardown): AwsJsonClient {
  teardown.add(client.stop);
  return client;
}

function endpoint(port: number): string {
  return `http://${loopback}:${port}`;
}
