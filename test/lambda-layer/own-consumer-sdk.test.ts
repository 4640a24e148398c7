import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

/* The function's copy of the consumer SDK, and of OpenTelemetry's API, are bundled into it; the layer has its own. */
const test = suite('lambda-layer / a function that uses the consumer SDK');
const payloads = [stampJson('{"id":1}', numberedCarrier(1, 2)), stampJson('{"id":2}', numberedCarrier(3, 4))];
const made: string[] = [];
let pipeline: Pipeline;

test.before(async () => {
  pipeline = await startPipeline({ streams: [], tables: [{ name: 'orders', partitionKey: 'id' }] });
});

test.after.each(stopLayered);
test.after(async () => {
  await pipeline.stop();
  await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })));
});

async function bundled(file: string, bundler: 'rolldown' | 'esbuild'): Promise<string> {
  const folder = await bundleFunction(fileURLToPath(new URL(`functions/${file}`, import.meta.url)), bundler);
  made.push(folder);
  return folder;
}

function total({ metrics }: LayeredFunction, name: string): number {
  const points = metrics()
    .filter((metric) => metric.name === name)
    .flatMap(({ sum, exponentialHistogram }) => [
      ...(sum?.dataPoints ?? []).map(({ asInt, asDouble }) => Number(asInt ?? asDouble)),
      ...(exponentialHistogram?.dataPoints ?? []).map(({ count }) => Number(count)),
    ]);
  return points.reduce((added, each) => added + each, 0);
}

/** Spans of the records with the carriers that were stamped. */
function recordSpans({ spans }: LayeredFunction) {
  return spans().filter(({ name, parentSpanId }) => name === 'process orders' && /^0+[24]$/.test(parentSpanId ?? ''));
}

for (const [runtime, bundler, attribution] of [
  ['nodejs22.x', 'rolldown', 'batch'],
  ['nodejs24.x', 'esbuild', 'batch'],
  ['nodejs24.x', 'esbuild', 'touch'],
] as const) {
  const touch = { KINESIS_OTEL_RECORD_ATTRIBUTION: attribution };

  test(`${runtime}, ${bundler}, ${attribution}: createKinesisHandler joins the layer, which has the one batch span, the records’ own spans and every figure once`, async () => {
    const taskRoot = await bundled('record-by-record.mts', bundler);
    const layered = await deployWithLayer({
      runtime,
      taskRoot,
      handler: 'record-by-record.handler',
      environment: touch,
    });

    const result = await layered.local.invoke(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() }));
    await recycleIdle(layered.local);

    assert.ok(result.ok, layered.lines.join('\n'));
    const spans = layered.spans();
    const records = recordSpans(layered);
    const own = spans.filter(({ name }) => name?.startsWith('own '));
    assert.equal(own.map(({ name }) => name).sort(), ['own {"id":1}', 'own {"id":2}']);
    assert.equal(own.map(({ parentSpanId }) => parentSpanId).sort(), records.map(({ spanId }) => spanId).sort());
    assert.is(spans.filter(({ name }) => name === 'process orders').length, 3);
    assert.equal(
      ['RecordProcessingSuccess', 'RecordHandlerDuration', 'RecordProcessingLatency', 'BatchSize'].map((name) =>
        total(layered, name),
      ),
      [2, 2, 2, 1],
    );
  });

  test(`${runtime}, ${bundler}, ${attribution}: withRecordSpan and instrumentDownstreamClient join it, and every write is told once`, async () => {
    const taskRoot = await bundled('in-a-loop.mts', bundler);
    const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...environment } = pipeline.environment;
    const layered = await deployWithLayer({
      runtime,
      taskRoot,
      handler: 'in-a-loop.handler',
      environment: { ...environment, ...touch },
    });

    const result = await layered.local.invoke(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() }));
    await recycleIdle(layered.local);

    assert.equal(result, { ok: true, payload: ['{"id":1}', '{"id":2}'] }, layered.lines.join('\n'));
    const clients = layered.spans().filter(({ kind }) => ['3', 'SPAN_KIND_CLIENT'].includes(String(kind)));
    assert.equal(
      clients.map(({ name }) => name),
      ['PutItem orders', 'PutItem orders'],
    );
    const records = recordSpans(layered);
    assert.equal(clients.map(({ parentSpanId }) => parentSpanId).sort(), records.map(({ spanId }) => spanId).sort());
    assert.equal(
      ['DownstreamWriteSuccess', 'DownstreamWriteLatency', 'RecordHandlerDuration', 'BatchSize'].map((name) =>
        total(layered, name),
      ),
      [2, 2, 2, 1],
    );
  });
}

test.run();
