import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentOnFailureHandler } from '@kinesis-otel/consumer-sdk';
import { type LocalFunction, type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import type { OtlpSpan } from '@kinesis-otel/pipeline-health';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { s3Event } from '../support/failure-document.ts';
import { createInMemoryTelemetry, type InMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import type { Order } from './functions/shop.ts';

const test = suite('consumer-sdk / what is around the handler, on the local stack');

let taskRoot: string;
let pipeline: Pipeline;
let producer: InMemoryTelemetry;

test.before(async () => {
  taskRoot = await bundleFunction(join(import.meta.dirname, 'functions/shop.ts'));
});

test.after(() => rmSync(taskRoot, { recursive: true }));

test.before.each(async () => {
  producer = createInMemoryTelemetry();
  pipeline = await startPipeline({
    streams: [
      { name: 'orders', shards: 1 },
      { name: 'shipping', shards: 1 },
    ],
    tables: [{ name: 'orders', partitionKey: 'id' }],
    queues: [{ name: 'failures' }],
    buckets: [{ name: 'failures' }],
    clockScale: 50,
  });
});

test.after.each(() => pipeline.stop());

function deploy(handler: string, more: { readonly provisionedConcurrency?: number } = {}): Promise<LocalFunction> {
  const limits = { memorySizeMb: 512, timeoutMs: 20_000 };
  return pipeline.deployFunction({ name: handler, taskRoot, handler: `shop.${handler}`, ...limits, ...more });
}

/** Puts each order in a call, and so in a trace, of its own; gives the traces by the order's id. */
async function putOrders(orders: readonly Order[]): Promise<ReadonlyMap<string, string>> {
  const { tracerProvider, meterProvider } = producer;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const config = { endpoint: pipeline.kinesisEndpoint, region: 'us-east-1', credentials };
  const client = instrumentKinesisClient(new KinesisClient(config), { tracerProvider, meterProvider });
  for (const order of orders) {
    const Records = [{ Data: Buffer.from(JSON.stringify(order)), PartitionKey: order.id }];
    await client.send(new PutRecordsCommand({ StreamName: 'orders', Records }));
  }
  client.destroy();
  return new Map(orders.map(({ id }, index) => [id, producer.spans()[index]?.spanContext().traceId ?? '']));
}

const orders: readonly Order[] = [{ id: 'a' }, { id: 'b' }, { id: 'poison', isPoison: true }, { id: 'c' }];
const mapping = {
  functionName: 'takeOrders',
  streamName: 'orders',
  batchSize: 10,
  batchingWindowMs: 0,
  reportBatchItemFailures: true,
  bisectBatchOnFunctionError: true,
  maximumRetryAttempts: 1,
};

function spans(): readonly OtlpSpan[] {
  return pipeline.telemetry.traces.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap((each) => each.spans ?? []));
}

function attribute(span: OtlpSpan | undefined, key: string): unknown {
  const value = span?.attributes?.find((each) => each.key === key)?.value;
  return value && Object.values(value)[0];
}

interface Totals {
  readonly sum: number;
  readonly count: number;
}

/** All that functions have told of a metric, where a point has the attributes. */
function total(metric: string, where: Readonly<Record<string, string>> = {}): Totals {
  const metrics = pipeline.telemetry.metrics.flatMap(({ scopeMetrics = [] }) =>
    scopeMetrics.flatMap((each) => each.metrics ?? []),
  );
  const points = metrics
    .filter(({ name }) => name === metric)
    .flatMap(({ sum, histogram }) => [...(sum?.dataPoints ?? []), ...(histogram?.dataPoints ?? [])])
    .filter(({ attributes = [] }) =>
      Object.entries(where).every(([key, text]) =>
        attributes.some((each) => each.key === key && each.value?.stringValue === text),
      ),
    ) as readonly { asInt?: string; asDouble?: number; sum?: number; count?: string }[];
  return {
    sum: points.reduce((all, { asInt, asDouble, sum }) => all + Number(asInt ?? asDouble ?? sum ?? 0), 0),
    count: points.reduce((all, { count }) => all + Number(count ?? 0), 0),
  };
}

test('an order is one trace from its put over the table to the second stream’s function, and every write is measured', async () => {
  await deploy('takeOrders');
  await deploy('ship');
  const taken = await pipeline.addMapping(mapping);
  const shipped = await pipeline.addMapping({ ...mapping, functionName: 'ship', streamName: 'shipping' });

  const traces = await putOrders([{ id: 'a' }, { id: 'b' }]);
  await taken.drained();
  await shipped.drained();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);

  for (const traceId of traces.values()) {
    const inTrace = spans().filter((span) => span.traceId === traceId);
    const named = (name: string) => inTrace.find((span) => span.name === name);
    const record = named('process orders');
    assert.is(named('PutItem orders')?.parentSpanId, record?.spanId);
    assert.is(named('send shipping')?.parentSpanId, record?.spanId);
    assert.is(named('process shipping')?.parentSpanId, named('send shipping')?.spanId);
    assert.is(attribute(named('process shipping'), 'kinesis_otel.span_source'), undefined);
  }
  for (const Target of ['DynamoDB/orders', 'Kinesis/shipping']) {
    assert.equal(total('DownstreamWriteLatency', { Target, Pipeline: 'orders' }).count, 2);
    assert.equal(total('DownstreamWriteSuccess', { Target, Pipeline: 'orders' }).sum, 2);
    assert.equal(total('DownstreamWriteFailure', { Target, Pipeline: 'orders' }).sum, 0);
  }
  assert.is(total('RecordHandlerDuration', { Pipeline: 'shipping' }).count, 2);
});

test('a poison order ends in the queue, counted, and its span links to the trace that made it', async () => {
  await deploy('takeOrders');
  await deploy('hearFailures');
  const taken = await pipeline.addMapping({ ...mapping, onFailure: { queue: 'failures' } });
  const heard = pipeline.addQueueMapping({ functionName: 'hearFailures', queueName: 'failures', batchSize: 1 });

  const traces = await putOrders(orders);
  await taken.drained();
  await heard.drained();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);

  const letters = spans().filter(({ name }) => name === 'dead-letter orders');
  assert.is(letters.length, 1);
  assert.equal(
    letters[0]?.links?.map(({ traceId }) => traceId),
    [traces.get('poison')],
  );
  assert.is(attribute(letters[0], 'kinesis_otel.dead_letter.records'), 'stream');
  assert.is(letters[0]?.kind, SpanKind.CONSUMER + 1);
  const { deadLettered, settled } = pipeline.ledger.counts('orders');
  assert.equal([total('DLQMessages', { Pipeline: 'orders' }).sum, deadLettered, settled], [1, 1, 3]);
});

test('a poison order ends as an object, from which its span links to the trace that made it', async () => {
  await deploy('takeOrders');
  const taken = await pipeline.addMapping({ ...mapping, onFailure: { bucket: 'failures' } });
  const { tracerProvider, meterProvider, spans: ofReader, sum } = createInMemoryTelemetry();
  const bucket = pipeline.bucket('failures');
  const readObject = async ({ key }: { readonly key: string }) => bucket.get(key) ?? '';
  const hear = instrumentOnFailureHandler((_event: object) => undefined, { tracerProvider, meterProvider, readObject });

  const traces = await putOrders(orders);
  await taken.drained();
  for (const { key } of bucket.list()) await hear(s3Event(encodeURIComponent(key), 'failures'));

  const [letter] = ofReader();
  assert.equal(
    letter?.links.map(({ context }) => context.traceId),
    [traces.get('poison')],
  );
  assert.is(letter?.attributes['kinesis_otel.dead_letter.records'], 'payload');
  assert.is(await sum('DLQMessages', { Pipeline: 'orders' }), 1);
});

test('a function tells its cold starts as Lambda sees them, and what its environment took', async () => {
  const cold = await deploy('takeOrders');
  const warm = await deploy('ship', { provisionedConcurrency: 1 });
  const taken = await pipeline.addMapping(mapping);
  const shipped = await pipeline.addMapping({ ...mapping, functionName: 'ship', streamName: 'shipping' });

  for (const id of ['a', 'b', 'c']) {
    await putOrders([{ id }]);
    await taken.drained();
    await shipped.drained();
  }
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);

  const ofCold = { Pipeline: 'orders', initialization: 'on-demand' };
  const ofWarm = { Pipeline: 'shipping', initialization: 'provisioned-concurrency' };
  assert.equal([total('ColdStarts', ofCold).sum, cold.coldStarts], [1, 1]);
  assert.equal([total('ColdStarts', ofWarm).sum, warm.coldStarts], [0, 0]);
  assert.equal([total('InitDuration', ofCold).count, total('InitDuration', ofWarm).count], [1, 1]);
  const memory = total('MaxMemoryUsed', { Pipeline: 'orders', source: 'process' });
  const share = total('MemoryUtilization', { Pipeline: 'orders', source: 'process' });
  assert.equal([memory.count, share.count], [3, 3]);
  assert.ok(Math.abs(share.sum - (100 * memory.sum) / (512 * 1_048_576)) < 1e-6);
  assert.ok(memory.sum / memory.count > 20 * 1_048_576, 'a Node process has more than 20 MiB');
  assert.ok(total('LambdaGBSecondsEstimate', { Pipeline: 'orders' }).sum > 0);
});

test.run();
