import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { readAllRecords } from '../support/read-all-records.ts';
import { readStamped } from '../support/read-stamped.ts';

const test = suite('api-gateway-producer / take-order');
const source = fileURLToPath(new URL('../../examples/api-gateway-producer/take-order.ts', import.meta.url));
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpanId = '00f067aa0ba902b7';
const headers = { traceparent: `00-${traceId}-${callerSpanId}-01`, 'content-type': 'application/json' };
let taskRoot: string;
let pipeline: Pipeline;

test.before(async () => {
  taskRoot = await bundleFunction(source);
  pipeline = await startPipeline({ streams: [{ name: 'orders', shards: 1 }], tables: [] });
});

test.after(async () => {
  await pipeline.stop();
  await rm(taskRoot, { recursive: true, force: true });
});

const order = '{"id": 12345678901234567890, "dish":"crème brûlée 🍮", "price":1.0}\n';

async function storedRecords() {
  const client = new KinesisClient({
    endpoint: pipeline.kinesisEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const data = await readAllRecords(client, 'orders');
  client.destroy();
  return data.map(readStamped);
}

test('a request’s trace goes from the caller, through the function, into the record, which says what the caller said', async () => {
  const deployed = await pipeline.deployFunction({
    name: 'orders-api',
    taskRoot,
    handler: 'take-order.handler',
    memorySizeMb: 256,
    timeoutMs: 10_000,
  });

  const answers = [
    await deployed.invoke({ version: '2.0', headers, body: order, isBase64Encoded: false }),
    await deployed.invoke({
      version: '2.0',
      headers,
      body: Buffer.from(order).toString('base64'),
      isBase64Encoded: true,
    }),
    await deployed.invoke({ version: '2.0', headers, body: 'no JSON', isBase64Encoded: false }),
  ];

  const records = await storedRecords();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);
  const spans = pipeline.telemetry.traces.flatMap(({ scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) => spans),
  );
  const requests = spans.filter(({ name }) => name === 'orders-api');
  const sends = spans.filter(({ name }) => name === 'send orders');
  assert.equal(
    answers.map((answer) => (answer.ok ? (answer.payload as { statusCode: number }).statusCode : answer)),
    [202, 202, 400],
  );
  assert.equal(
    records.map(({ payload }) => payload),
    [order, order],
  );
  assert.equal(
    requests.map((span) => [span.traceId, span.parentSpanId]),
    Array(3).fill([traceId, callerSpanId]),
  );
  assert.equal(
    sends.map(({ parentSpanId }) => parentSpanId),
    requests.slice(0, 2).map(({ spanId }) => spanId),
  );
  assert.equal(
    records.map(({ carrier }) => carrier?.traceparent),
    sends.map(({ spanId }) => `00-${traceId}-${spanId}-01`),
  );
});

test.run();
