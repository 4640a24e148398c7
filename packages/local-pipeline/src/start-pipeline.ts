import { type AwsJsonClient, createAwsJsonClient } from './aws-json-client.ts';
import { startDynamodbEngine } from './dynamodb/engine.ts';
import { createTable } from './dynamodb/tables.ts';
import { createStreams } from './kinesis/create-streams.ts';
import { startKinesisEngine } from './kinesis/engine.ts';
import { startFront } from './kinesis/front.ts';
import { recordAccepted } from './kinesis/record-accepted.ts';
import { translateStreamArn } from './kinesis/translate-stream-arn.ts';
import { createLedger, type LedgerBook } from './ledger/ledger.ts';
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
  const kinesisPort = await startKinesis(ports.kinesis ?? 0, book, teardown);
  const dynamodb = await startDynamodbEngine(ports.dynamodb ?? 0);
  teardown.add(dynamodb.stop);
  const kinesisClient = addClient(createAwsJsonClient(kinesisPort, 'Kinesis_20131202', '1.1'), teardown);
  const dynamodbClient = addClient(createAwsJsonClient(dynamodb.port, 'DynamoDB_20120810', '1.0'), teardown);
  await createStreams(kinesisClient, streams);
  for (const table of tables) await createTable(dynamodbClient, table);
  const endpoints: Endpoints = {
    kinesisEndpoint: endpoint(kinesisPort),
    dynamodbEndpoint: endpoint(dynamodb.port),
    otlpEndpoint: endpoint(receiver.port),
  };
  return createPipeline({ options, endpoints, book, telemetry: log.store, kinesisClient, dynamodbClient, teardown });
}

async function startKinesis(port: number, book: LedgerBook, teardown: Teardown): Promise<number> {
  const engine = await startKinesisEngine();
  teardown.add(engine.stop);
  const front = await startFront(port, engine.port, [translateStreamArn, recordAccepted(book)]);
  teardown.add(front.stop);
  return front.port;
}

function addClient(client: AwsJsonClient, teardown: Teardown): AwsJsonClient {
  teardown.add(client.stop);
  return client;
}

function endpoint(port: number): string {
  return `http://${loopback}:${port}`;
}
