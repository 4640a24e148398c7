import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { type InvokeSuccess, type LocalFunction, type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { build } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readStream } from '../support/read-stream.ts';

const test = suite('api-gateway-producer / handler, bundled and in Lambda');

const stream = 'orders';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpanId = '00f067aa0ba902b7';
let taskRoot: string;
let pipeline: Pipeline;
let api: LocalFunction;
let reader: KinesisClient;

test.before(async () => {
  taskRoot = await mkdtemp(join(tmpdir(), 'api-gateway-producer-'));
  await build({
    entryPoints: [join(import.meta.dirname, '../../examples/api-gateway-producer/handler.ts')],
    outfile: join(taskRoot, 'handler.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
  });
  pipeline = await startPipeline({ streams: [{ name: stream, shards: 1 }], tables: [] });
  api = await pipeline.deployFunction({
    name: 'orders-api',
    taskRoot,
    handler: 'handler.handler',
    memorySizeMb: 256,
    timeoutMs: 30_000,
    environment: { ORDERS_STREAM: stream, FLUSH_TIMEOUT_MS: '10000' },
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  reader = new KinesisClient({ endpoint: pipeline.kinesisEndpoint, region: 'us-east-1', credentials });
});

test.after(async () => {
  reader?.destroy();
  await pipeline?.stop();
  await rm(taskRoot, { recursive: true });
});

/** As an HTTP API hands it to Lambda, payload format 2.0. */
function requestOf(body: string | undefined, more: object = {}) {
  return {
    version: '2.0',
    routeKey: 'POST /orders',
    rawPath: '/orders',
    headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-${callerSpanId}-01` },
    requestContext: { requestId: 'JKJaXmPLvHcESHA=', http: { method: 'POST', path: '/orders' }, stage: '$default' },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
    ...more,
  };
}

async function invoke(event: object): Promise<{ statusCode: number; body: string }> {
  const result = await api.invoke(event);
  assert.ok(result.ok, JSON.stringify(result));
  return (result as InvokeSuccess).payload as { statusCode: number; body: string };
}

test('an order is in the stream as it was posted, and its record carries the caller’s trace on', async () => {
  const order = '{"id":12345678901234567890,"article":"Ωμέγα"}';

  const { statusCode, body } = await invoke(requestOf(order));

  const [record] = await readStream(reader, stream);
  const spans = pipeline.telemetry.traces.flatMap(({ scopeSpans = [] }) =>
    scopeSpans.flatMap((each) => each.spans ?? []),
  );
  const [request, send] = ['POST /orders', `send ${stream}`].map((name) => spans.find((span) => span.name === name));
  assert.is(statusCode, 202);
  assert.is(JSON.parse(body).sequenceNumber, record?.sequenceNumber);
  assert.is(record?.payload, order);
  assert.is(record?.carrier?.traceparent, `00-${traceId}-${send?.spanId}-01`);
  assert.equal([request?.parentSpanId, send?.parentSpanId], [callerSpanId, request?.spanId]);
});

test('the put is measured, and its metrics are out before the function freezes', () => {
  const names = pipeline.telemetry.metrics.flatMap(({ scopeMetrics = [] }) =>
    scopeMetrics.flatMap(({ metrics = [] }) => metrics.map(({ name }) => name)),
  );

  for (const name of ['PutRecordLatency', 'PutRecordSuccess', 'PutPayloadUnits', 'TraceContextInjection']) {
    assert.ok(names.includes(name), `${name} is missing among ${names}`);
  }
});

test('a body that API Gateway encoded is decoded, and a request without one is refused', async () => {
  const encoded = Buffer.from('{"b":2}').toString('base64');

  const taken = await invoke(requestOf(encoded, { isBase64Encoded: true }));
  const refused = await invoke(requestOf(undefined));

  const records = await readStream(reader, stream);
  assert.equal([taken.statusCode, refused.statusCode], [202, 400]);
  assert.equal([records.length, records[1]?.payload], [2, '{"b":2}']);
});

test.run();
