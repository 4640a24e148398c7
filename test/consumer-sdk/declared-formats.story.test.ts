import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { instrumentKinesisClient, type StreamPolicy } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { frames, protobufMessages } from '../support/protobuf-payloads.ts';
import { receivedTotal } from '../support/received-telemetry.ts';
import type { Echo } from './functions/echo.ts';

const test = suite('consumer-sdk / declared formats, put by the AWS SDK, through a stream and a mapping to a function');

const messages = Object.values(protobufMessages);
const framed = (frame: Buffer) => messages.map((message) => Buffer.concat([frame, message]));
const others = ['text', '[1,2]', '{"a":1}', ''].map((text) => Buffer.from(text));

const streams: Readonly<Record<string, { readonly policy: StreamPolicy; readonly payloads: readonly Buffer[] }>> = {
  messages: { policy: { format: 'protobuf' }, payloads: messages },
  glue: { policy: { format: 'glue-protobuf' }, payloads: framed(frames.glue) },
  confluent: { policy: { format: 'confluent-protobuf' }, payloads: framed(frames.confluent) },
  envelopes: { policy: { format: 'envelope' }, payloads: [...others, ...messages] },
  chosen: { policy: {}, payloads: [zstdCompressSync('{"a":1}'), Buffer.from('{"a":1}')] },
};
const payloads = Object.values(streams).flatMap((stream) => stream.payloads);

let pipeline: Pipeline;
let taskRoot: string;

test.before(async () => {
  taskRoot = await bundleFunction(join(import.meta.dirname, 'functions/echo.ts'));
});

test.after(() => rmSync(taskRoot, { recursive: true }));

test.before.each(async () => {
  const names = Object.keys(streams).map((name) => ({ name, shards: 2 }));
  pipeline = await startPipeline({ streams: names, tables: [], clockScale: 20 });
});

test.after.each(() => pipeline.stop());

/** Lets a function in a mode have all that is put, and gives what it said it got, and in which trace each was sent. */
async function echo(mode: 'batch' | 'record') {
  const echoes: Echo[] = [];
  const onLog = (line: string) => {
    if (line.includes('{"echo"')) echoes.push(JSON.parse(line.slice(line.indexOf('{"echo"'))).echo);
  };
  const environment = { ECHO_MODE: mode, ...pipeline.environment };
  const limits = { memorySizeMb: 256, timeoutMs: 10_000 };
  await pipeline.deployFunction({ name: 'echo', taskRoot, handler: 'echo.handler', environment, ...limits, onLog });
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = instrumentKinesisClient(
    new KinesisClient({ endpoint: pipeline.kinesisEndpoint, region: 'us-east-1', credentials }),
    {
      ...{ tracerProvider, meterProvider },
      streams: Object.fromEntries(Object.entries(streams).map(([name, { policy }]) => [name, policy])),
    },
  );
  for (const [StreamName, stream] of Object.entries(streams)) {
    const rules = { batchSize: 100, batchingWindowMs: 0, reportBatchItemFailures: false };
    const mapping = await pipeline.addMapping({ functionName: 'echo', streamName: StreamName, ...rules });
    const Records = stream.payloads.map((Data, index) => ({ Data, PartitionKey: `${StreamName}-${index}` }));
    await client.send(new PutRecordsCommand({ StreamName, Records }));
    await mapping.drained();
  }
  client.destroy();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);
  return { echoes, traceIds: spans().map((span) => span.spanContext().traceId) };
}

/** By partition key, which says the stream and the record's place in the put. */
function byKey(echoes: readonly Echo[]): Readonly<Record<string, Echo>> {
  return Object.fromEntries(echoes.map((each) => [each.key, each]));
}

test('a record handler gets each record as it was put, under its key, in the trace of its put', async () => {
  const { echoes, traceIds } = await echo('record');

  const received = byKey(echoes);
  assert.is(echoes.length, payloads.length);
  for (const [stream, [name, { payloads: put }]] of Object.entries(streams).entries()) {
    for (const [index, payload] of put.entries()) {
      const { data, sub, traceId } = received[`${name}-${index}`] ?? {};
      assert.equal([data, sub, traceId], [payload.toString('base64'), undefined, traceIds[stream]], `${name}-${index}`);
    }
  }
  assert.is(receivedTotal(pipeline.telemetry, 'TraceContextExtraction'), payloads.length);
});

test('a batch handler gets each record as it was put', async () => {
  const { echoes } = await echo('batch');

  const received = byKey(echoes);
  assert.is(echoes.length, payloads.length);
  for (const [name, { payloads: put }] of Object.entries(streams)) {
    for (const [index, payload] of put.entries()) {
      assert.is(received[`${name}-${index}`]?.data, payload.toString('base64'), `${name}-${index}`);
    }
  }
});

test.run();
