import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { build } from 'tsdown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import {
  attributesOf,
  deployWithLayer,
  type LayeredFunction,
  layeredFunctions,
  stopLayered,
} from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';

/* With the real AWS SDK, a real Kinesis protocol over HTTP/2, and DynamoDB's own over HTTP/1.1. */
const test = suite('lambda-layer / aws-clients');
const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;
const made: string[] = [];
let pipeline: Pipeline;

test.before(async () => {
  pipeline = await startPipeline({
    streams: [
      { name: 'stamped', shards: 1 },
      { name: 'plain', shards: 1 },
    ],
    tables: [{ name: 'orders', partitionKey: 'id' }],
  });
});
test.after.each(stopLayered);
test.after(async () => {
  await pipeline.stop();
  for (const folder of made) rmSync(folder, { recursive: true });
});

async function run(
  handler: string,
  taskRoot: string,
  more: Partial<FunctionOptions> = {},
  event: object = buildKinesisEvent(['{"id":1}', '{"id":2}']),
) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...found } = pipeline.environment;
  const layered = await deployWithLayer({
    taskRoot,
    handler,
    timeoutMs: 20_000,
    ...more,
    environment: { ...found, ...more.environment },
  });
  const result = await layered.local.invoke(event);
  await recycleIdle(layered.local);
  return { ...layered, result };
}

/** In the order they began: a request holds spans by the scope that made them. */
function clientSpans({ spans }: Pick<LayeredFunction, 'spans'>) {
  return spans()
    .filter(({ kind }) => ['3', 'SPAN_KIND_CLIENT'].includes(String(kind)))
    .sort((one, other) => (BigInt(one.startTimeUnixNano ?? 0) < BigInt(other.startTimeUnixNano ?? 0) ? -1 : 1));
}

function batchSpanId({ spans }: Pick<LayeredFunction, 'spans'>) {
  const isBatch = ({ attributes }: { attributes?: unknown }): boolean =>
    attributesOf(attributes as never)['messaging.batch.message_count'] !== undefined;
  return spans().find(isBatch)?.spanId;
}

for (const runtime of runtimes) {
  test(`${runtime}: calls of a required AWS SDK are traced and its writes measured, with no code`, async () => {
    const ran = await run('aws/required.handler', layeredFunctions, { runtime });

    assert.equal(ran.result, {
      ok: true,
      payload: { found: '1', failed: 'ResourceNotFoundException', called: 'called', records: 2 },
    });
    const names = clientSpans(ran).map(({ name }) => name);
    assert.equal(names, [
      'PutItem orders',
      'DynamoDB.GetItem',
      'PutItem nothing',
      'Kinesis.PutRecord',
      'Kinesis.PutRecord',
    ]);
    assert.ok(clientSpans(ran).every(({ parentSpanId }) => parentSpanId === batchSpanId(ran)));
    const [, read, failed] = clientSpans(ran).map(({ attributes }) => attributesOf(attributes as never));
    assert.equal(
      [read?.['rpc.system'], read?.['rpc.method'], Number(read?.['http.response.status_code'])],
      ['aws-api', 'GetItem', 200],
    );
    assert.is(failed?.['error.type'], 'ResourceNotFoundException');
    assert.equal(writesByTarget(ran), { 'DynamoDB/orders': 1, 'DynamoDB/nothing': 0 });
  });
}

for (const runtime of runtimes) {
  test(`${runtime}: calls of an imported AWS SDK are seen too`, async () => {
    const ran = await run('aws/imported.handler', layeredFunctions, { runtime });

    assert.ok(ran.result.ok, JSON.stringify(ran.result));
    assert.equal(
      clientSpans(ran).map(({ name }) => name),
      ['PutItem orders'],
    );
  });
}

test('only the streams that are named get stamped records', async () => {
  const before = (await dataIn('stamped')).length;

  const ran = await run('aws/required.handler', layeredFunctions, {
    environment: { KINESIS_OTEL_STAMP_STREAMS: 'stamped, other' },
  });

  const stamped = (await dataIn('stamped')).slice(before);
  assert.is(stamped.length, 1);
  const send = ran.spans().find(({ name }) => name === 'send stamped');
  assert.match(stamped[0] ?? '', `{"_otel":{"traceparent":"00-${send?.traceId}-${send?.spanId}-01"`);
  assert.ok((await dataIn('plain')).every((data) => data === '{"id":1}'));
});

test('KINESIS_OTEL_FORMAT says where in a stream’s payloads context goes', async () => {
  const before = (await dataIn('stamped')).length;
  const environment = { KINESIS_OTEL_STAMP_STREAMS: 'stamped', KINESIS_OTEL_FORMAT: 'stamped=envelope' };

  const ran = await run('aws/required.handler', layeredFunctions, { environment });

  const [stamped = ''] = (await dataIn('stamped')).slice(before);
  const send = ran.spans().find(({ name }) => name === 'send stamped');
  assert.match(stamped, `_otelEnvelope\u0012\u0060{"traceparent":"00-${send?.traceId}-${send?.spanId}-01"`);
  assert.match(stamped, '{"id":1}');
});

test('`*` stamps the records of every stream', async () => {
  const before = await Promise.all(['stamped', 'plain'].map(async (name) => (await dataIn(name)).length));

  await run('aws/required.handler', layeredFunctions, { environment: { KINESIS_OTEL_STAMP_STREAMS: '*' } });

  for (const [at, name] of ['stamped', 'plain'].entries()) {
    assert.match((await dataIn(name)).slice(before[at]).join(), '"traceparent"', name);
  }
});

test('no record is stamped unless its stream is named', async () => {
  const before = (await dataIn('stamped')).length;

  await run('aws/required.handler', layeredFunctions);

  assert.equal((await dataIn('stamped')).slice(before), ['{"id":1}']);
});

for (const runtime of runtimes) {
  test(`${runtime}: of a bundled function operations, durations and statuses are known`, async () => {
    const taskRoot = await bundle('aws/required.cjs');

    const ran = await run('index.handler', taskRoot, { runtime });

    assert.equal(ran.result, {
      ok: true,
      payload: { found: '1', failed: 'ResourceNotFoundException', called: 'called', records: 2 },
    });
    const seen = clientSpans(ran).map(({ name, attributes }) => [name, attributesOf(attributes as never)] as const);
    assert.equal(
      seen.map(([name, { 'error.type': error }]) => [name, error ?? 'ok']),
      [
        ['PutItem', 'ok'],
        ['DynamoDB.GetItem', 'ok'],
        ['PutItem', '400'],
        ['DynamoDB.GetItem', 'ok'],
        ['Kinesis.PutRecord', 'ok'],
        ['Kinesis.PutRecord', 'ok'],
      ],
    );
    const read = seen.find(([name]) => name === 'DynamoDB.GetItem')?.[1];
    assert.is(Number(read?.['http.response.status_code']), 200);
    assert.ok(clientSpans(ran).every(({ parentSpanId }) => parentSpanId === batchSpanId(ran)));
    assert.equal(writesByTarget(ran), { DynamoDB: 1 });
  });
}

for (const isBundled of [false, true]) {
  test(`clients that ${isBundled ? 'a bundled' : 'a'} function has wrapped itself are measured and traced once a write, in the layer`, async () => {
    const taskRoot = isBundled ? await bundle('aws/own-clients.mjs') : layeredFunctions;
    const handler = isBundled ? 'index.handler' : 'aws/own-clients.handler';

    const ran = await run(handler, taskRoot);

    assert.ok(ran.result.ok, JSON.stringify(ran.result));
    const names = clientSpans(ran).map(({ name }) => name);
    const ofRecord = ['PutItem orders', 'PutItem orders', 'DynamoDB.GetItem'];
    assert.equal(names, [...ofRecord, ...ofRecord]);
    assert.equal(writesByTarget(ran), { 'DynamoDB/orders': 4 });
  });

  test(`so is another event’s write of ${isBundled ? 'a bundled' : 'a'} function, which belongs to no pipeline`, async () => {
    const taskRoot = isBundled ? await bundle('aws/own-clients.mjs') : layeredFunctions;
    const handler = isBundled ? 'index.handler' : 'aws/own-clients.handler';

    const ran = await run(handler, taskRoot, {}, { detail: {} });

    assert.ok(ran.result.ok, JSON.stringify(ran.result));
    assert.equal(Object.values(writesByTarget(ran)), [1]);
  });
}

/** Successful writes to DynamoDB, by target. */
function writesByTarget({ metrics }: Pick<LayeredFunction, 'metrics'>): Readonly<Record<string, number>> {
  const points = metrics().find(({ name }) => name === 'DownstreamWriteSuccess')?.sum?.dataPoints ?? [];
  const all = points.map(({ attributes, asInt, asDouble }) => [
    String(attributesOf(attributes as never).Target),
    Number(asInt ?? asDouble),
  ]);
  return Object.fromEntries(all.filter(([target]) => String(target).startsWith('DynamoDB')));
}

async function dataIn(StreamName: string): Promise<readonly string[]> {
  const client = new KinesisClient({
    endpoint: pipeline.kinesisEndpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const start = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
  client.destroy();
  return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
}

/** One CommonJS file, as SAM, CDK and the Serverless Framework make one. */
async function bundle(entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-function-'));
  made.push(folder);
  const [bundled] = await build({
    config: false,
    entry: join(layeredFunctions, entry),
    format: 'cjs',
    platform: 'node',
    write: false,
    dts: false,
    deps: { alwaysBundle: [/.*/] },
    outputOptions: { codeSplitting: false },
    logLevel: 'error',
  });
  const code = bundled?.chunks.find((chunk) => chunk.type === 'chunk')?.code ?? '';
  writeFileSync(join(folder, 'index.cjs'), code);
  return folder;
}

test.run();
