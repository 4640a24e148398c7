import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  type FunctionOptions,
  type LocalFunction,
  type Mapping,
  type MappingOptions,
  type Pipeline,
  startPipeline,
} from '@kinesis-otel/local-pipeline';
import type { OtlpSpan } from '@kinesis-otel/pipeline-health';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import type { SpanContext } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { s3Event } from '../support/failure-document.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { eventually } from '../support/processes.ts';
import {
  receivedPoints,
  receivedSpans,
  receivedTotal,
  receivedValues,
  textAttribute,
} from '../support/received-telemetry.ts';
import { contextOf } from '../support/sample-context.ts';
import type { Order } from './functions/shop.ts';

const test = suite('consumer-sdk / a shop: a table, a second stream, and what becomes of a poisoned order');
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const region = 'us-east-1';
const memorySizeMb = 256;
const mebibyte = 1_048_576;
const poisoned = 13;
const orders: readonly Order[] = Array.from({ length: 20 }, (_, id) => ({ id, poison: id === poisoned }));

let taskRoot: string;
let pipeline: Pipeline;

test.before(async () => {
  taskRoot = await bundleFunction(join(import.meta.dirname, 'functions/shop.ts'));
});

test.after(() => rmSync(taskRoot, { recursive: true }));

test.before.each(async () => {
  pipeline = await startPipeline({
    streams: [
      { name: 'orders', shards: 2 },
      { name: 'shipments', shards: 1 },
    ],
    tables: [{ name: 'orders', partitionKey: 'id' }],
    queues: [{ name: 'failures' }],
    buckets: [{ name: 'failures' }],
    clockScale: 20,
  });
});

test.after.each(() => pipeline.stop());

function deploy(name: string, handler: string, options: Partial<FunctionOptions> = {}): Promise<LocalFunction> {
  const limits = { memorySizeMb, timeoutMs: 10_000 };
  return pipeline.deployFunction({ name, taskRoot, handler: `shop.${handler}`, ...limits, ...options });
}

/** Feeds a function from a stream; a batch that fails is halved until the poisoned order is alone, and is given up. */
function feed(functionName: string, streamName: string, onFailure?: MappingOptions['onFailure']): Promise<Mapping> {
  const retries = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0, ...(onFailure && { onFailure }) };
  const batches = { batchSize: 10, batchingWindowMs: 0, reportBatchItemFailures: functionName === 'order' };
  return pipeline.addMapping({ functionName, streamName, ...batches, ...retries });
}

/** Puts all orders in one call, each made in a trace of its own; gives the contexts they were made in. */
async function placeOrders(): Promise<readonly SpanContext[]> {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const tracer = tracerProvider.getTracer('shop');
  const client = new KinesisClient({ endpoint: pipeline.kinesisEndpoint, region, credentials });
  instrumentKinesisClient(client, { tracerProvider, meterProvider });
  const made = orders.map((order) => {
    const span = tracer.startSpan(`order ${order.id}`);
    span.end();
    const entry = { Data: Buffer.from(JSON.stringify(order)), PartitionKey: `customer-${order.id % 5}` };
    return { span: span.spanContext(), record: bindTraceContext(entry, contextOf(span.spanContext())) };
  });
  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records: made.map(({ record }) => record) }));
  client.destroy();
  return made.map(({ span }) => span);
}

async function writtenOrders(): Promise<readonly (string | undefined)[]> {
  const client = new DynamoDBClient({ endpoint: pipeline.dynamodbEndpoint, region, credentials });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'orders' }));
  client.destroy();
  return Items.map(({ id }) => id?.S).toSorted((left, right) => Number(left) - Number(right));
}

const idsOf = (list: readonly Order[]) => list.map(({ id }) => String(id));
const good = orders.filter(({ poison }) => !poison);

/** The spans of a trace, each before those it caused. */
function chainOf(traceId: string): readonly OtlpSpan[] {
  const ofTrace = receivedSpans(pipeline.telemetry).filter((span) => span.traceId === traceId);
  const below = (parentSpanId: string | undefined): readonly OtlpSpan[] =>
    ofTrace.filter((span) => span.parentSpanId === parentSpanId).flatMap((span) => [span, ...below(span.spanId)]);
  const [root] = ofTrace.filter(({ parentSpanId }) => !ofTrace.some(({ spanId }) => spanId === parentSpanId));
  return root === undefined ? [] : [root, ...below(root.spanId)];
}

async function deadLetterSpan(): Promise<OtlpSpan> {
  const all = () => receivedSpans(pipeline.telemetry).filter(({ name }) => name === 'dead-letter orders');
  assert.ok(await eventually(() => all().length > 0), 'no dead-letter span came in');
  const [span, ...others] = all();
  if (span === undefined || others.length > 0) throw new Error(`${1 + others.length} dead-letter spans came in`);
  return span;
}

function assertLinkedToPoison(span: OtlpSpan, made: readonly SpanContext[], found: string): void {
  assert.equal(
    span.links?.map(({ traceId, spanId, attributes = [] }) => ({ traceId, spanId, attributes })),
    [{ traceId: made[poisoned]?.traceId, spanId: made[poisoned]?.spanId, attributes: [] }],
  );
  assert.is(textAttribute(span, 'kinesis_otel.dead_letter.records'), found);
  const [given] = pipeline.ledger.records('orders').filter(({ deadLetteredAtMs }) => deadLetteredAtMs !== undefined);
  assert.is(textAttribute(span, 'kinesis_otel.dead_letter.first_sequence_number'), given?.sequenceNumber);
  assert.is(receivedTotal(pipeline.telemetry, 'DLQMessages', { Pipeline: 'orders' }), 1);
}

test('an order’s trace goes through the table and the second stream, and each write is measured', async () => {
  await Promise.all([deploy('order', 'order'), deploy('ship', 'ship')]);
  const taken = await feed('order', 'orders');
  const shipped = await feed('ship', 'shipments');

  const made = await placeOrders();
  await taken.drained();
  await shipped.drained();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);

  assert.equal(await writtenOrders(), idsOf(good));
  const first = made[0];
  const chain = chainOf(first?.traceId ?? '');
  assert.equal(
    chain.map(({ name }) => name),
    ['process orders', 'PutItem orders', 'send shipments', 'process shipments'],
  );
  assert.is(chain[0]?.parentSpanId, first?.spanId);
  for (const Target of ['DynamoDB/orders', 'Kinesis/shipments']) {
    const where = { Target, Pipeline: 'orders' };
    assert.is(receivedTotal(pipeline.telemetry, 'DownstreamWriteSuccess', where), good.length);
    assert.is(receivedTotal(pipeline.telemetry, 'DownstreamWriteFailure', where), 0);
    assert.is(receivedValues(pipeline.telemetry, 'DownstreamWriteLatency', where).count, good.length);
  }
});

test('a poisoned order ends in the queue, and its span links to the trace that made it', async () => {
  await Promise.all([deploy('order', 'order'), deploy('tell', 'tellQueue')]);
  const taken = await feed('order', 'orders', { queue: 'failures' });

  const made = await placeOrders();
  await taken.drained();
  const told = pipeline.addQueueMapping({ functionName: 'tell', queueName: 'failures' });
  await told.drained();

  const { accepted, settled, deadLettered, dropped } = pipeline.ledger.counts('orders');
  assert.equal([accepted, settled, deadLettered, dropped], [20, 19, 1, 0]);
  assertLinkedToPoison(await deadLetterSpan(), made, 'stream');
});

test('a poisoned order ends in the bucket, and its span links to the trace that made it', async () => {
  const s3 = await serveBucket();
  const environment = { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(s3.address() as AddressInfo).port}` };
  await deploy('order', 'order');
  const tell = await deploy('tell', 'tellBucket', { environment });
  const taken = await feed('order', 'orders', { bucket: 'failures' });

  const made = await placeOrders();
  await taken.drained();
  const [object, ...others] = pipeline.bucket('failures').list();
  const result = await tell.invoke(s3Event(object?.key ?? ''));
  s3.closeAllConnections();
  s3.close();

  assert.is(others.length, 0);
  assert.ok(result.ok, JSON.stringify(result));
  assertLinkedToPoison(await deadLetterSpan(), made, 'payload');
});

/** The pipeline's bucket as GetObject sees it. */
async function serveBucket(): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const key = decodeURIComponent(new URL(url, 'http://s3').pathname).replace('/failures/', '');
    const body = pipeline.bucket('failures').get(key);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return server;
}

for (const [provisionedConcurrency, initialization, isCold] of [
  [0, 'on-demand', true],
  [1, 'provisioned-concurrency', false],
] as const) {
  test(`an environment that came ${initialization} tells so, and what it costs`, async () => {
    await deploy('ship', 'ship', { provisionedConcurrency, maxConcurrency: 1 });
    const shipped = await feed('ship', 'orders');

    await placeOrders();
    await shipped.drained();
    await pipeline.telemetry.waitUntilQuiet(200, 5_000);

    const { telemetry } = pipeline;
    assert.ok(receivedPoints(telemetry, 'ColdStarts', { initialization }).length > 0);
    assert.is(receivedTotal(telemetry, 'ColdStarts'), isCold ? 1 : 0);
    assert.is(receivedValues(telemetry, 'InitDuration', { initialization }).count, 1);
    const memory = receivedValues(telemetry, 'MaxMemoryUsed', { source: 'process' });
    const share = receivedValues(telemetry, 'MemoryUtilization', { source: 'process' });
    assert.ok(memory.sum / memory.count > 20 * mebibyte, 'a Node process has more than 20 MiB');
    assert.ok(Math.abs(share.sum - (100 * memory.sum) / (memorySizeMb * mebibyte)) < 1e-6);
    assert.ok(receivedTotal(telemetry, 'LambdaGBSecondsEstimate') > 0);
  });
}

test.run();
