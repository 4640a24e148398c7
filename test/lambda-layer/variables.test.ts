import { gunzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { attributesOf, deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { answerWell, type OddCollector, startOddCollector } from '../support/odd-collector.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

/* What each variable does to what comes out of a function. How they are read is tested where they are read. */
const test = suite('lambda-layer / variables');
const collectors: OddCollector[] = [];
const event = buildKinesisEvent(['{"id":1}', '{"id":2}']);

test.after.each(async () => {
  await stopLayered();
  await Promise.all(collectors.splice(0).map((each) => each.stop()));
});

interface Ran extends LayeredFunction {
  readonly payload: unknown;
}

async function run(
  environment: Readonly<Record<string, string>>,
  sent: unknown = event,
  handler = 'spans.handler',
): Promise<Ran> {
  const layered = await deployWithLayer({ handler, environment });
  const result = await layered.local.invoke(sent);
  assert.ok(result.ok, JSON.stringify(result));
  await recycleIdle(layered.local);
  return { ...layered, payload: result.payload };
}

/** What a counter's points come to. */
function countsOf({ metrics }: LayeredFunction, name: string): number {
  const points = metrics().find((metric) => metric.name === name)?.sum?.dataPoints ?? [];
  return points.reduce((sum, { asInt, asDouble }) => sum + Number(asInt ?? asDouble), 0);
}

test('OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES describe the function', async () => {
  const { store } = await run({
    OTEL_SERVICE_NAME: 'orders',
    OTEL_RESOURCE_ATTRIBUTES: 'team=payments,service.name=ignored,faas.version=7',
    KINESIS_OTEL_ENVIRONMENT: 'Staging',
  });

  for (const { resource } of [...store.traces, ...store.metrics]) {
    const found = attributesOf(resource?.attributes as never);
    assert.equal(
      [found['service.name'], found.team, found['faas.version'], found['faas.name'], found['cloud.platform']],
      ['orders', 'payments', '7', 'probe', 'aws_lambda'],
    );
    assert.is(Number(found['faas.max_memory']), 256 * 1024 * 1024);
  }
  assert.ok(store.traces.length > 0 && store.metrics.length > 0);
});

test('protocol, compression and headers are those that are asked for', async () => {
  const collector = await startOddCollector(answerWell);
  collectors.push(collector);

  await run({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/base`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=one%20two',
  });

  assert.equal([...new Set(collector.requests.map(({ path }) => path))].sort(), [
    '/base/v1/metrics',
    '/base/v1/traces',
  ]);
  for (const { headers, body } of collector.requests) {
    assert.equal([headers['content-type'], headers['api-key']], ['application/x-protobuf', 'one two']);
    assert.match(gunzipSync(body).toString('latin1'), 'service.name');
  }
});

test("a signal's own variables go before those for all", async () => {
  const collector = await startOddCollector(answerWell);
  collectors.push(collector);

  await run({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/spans`,
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'of=traces',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/points`,
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'of=metrics',
    OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
  });

  const seen = collector.requests.map(({ path, headers }) => [
    path,
    headers.of,
    headers['content-type'],
    headers['content-encoding'],
  ]);
  assert.equal(seen.sort(), [
    ['/points', 'metrics', 'application/json', 'gzip'],
    ['/spans', 'traces', 'application/x-protobuf', undefined],
  ]);
});

test('OTEL_LOGS_EXPORTER other than none is said to do nothing', async () => {
  const { linesWith } = await run({ OTEL_LOGS_EXPORTER: 'otlp' });

  assert.is(linesWith('OTEL_LOGS_EXPORTER="otlp": give one of none').length, 1);
});

test('protobuf is read by a real receiver', async () => {
  const { spans, metrics } = await run({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });

  assert.ok(spans().some(({ name }) => name === 'process orders'));
  assert.ok(metrics().some(({ name }) => name === 'RecordProcessingSuccess'));
});

test('OTEL_TRACES_EXPORTER and OTEL_METRICS_EXPORTER switch a signal off', async () => {
  const noTraces = await run({ OTEL_TRACES_EXPORTER: 'none' });
  const noMetrics = await run({ OTEL_METRICS_EXPORTER: 'none' });

  assert.equal([noTraces.store.traces.length, noTraces.store.metrics.length > 0], [0, true]);
  assert.equal([noMetrics.store.traces.length > 0, noMetrics.store.metrics.length], [true, 0]);
});

test('OTEL_TRACES_SAMPLER decides on traces, and metrics stay complete', async () => {
  for (const sampler of ['always_off', 'traceidratio', 'parentbased_traceidratio']) {
    const { store, metrics } = await run({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0' });

    assert.is(store.traces.length, 0, sampler);
    const point = metrics().find(({ name }) => name === 'RecordProcessingSuccess')?.sum?.dataPoints?.[0];
    assert.is(Number(point?.asInt ?? point?.asDouble), 2, sampler);
  }
});

test('OTEL_PROPAGATORS decides which header is a parent', async () => {
  const headers = {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'x-amzn-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
  };
  const parentWith = async (names: string) =>
    (await run({ OTEL_PROPAGATORS: names }, { headers })).spans().find(({ name }) => name === 'probe')?.parentSpanId;

  assert.is(await parentWith('tracecontext'), 'b7ad6b7169203331');
  assert.is(await parentWith('xray'), '53995c3f42cd8ad8');
  assert.not.ok(await parentWith('none'));
});

test('OTEL_PROPAGATORS decides what the function sends on', async () => {
  const headersWith = async (names: string) =>
    Object.keys(Object((await run({ OTEL_PROPAGATORS: names }, {}, 'spans.injects')).payload)).sort();

  assert.equal(await headersWith(''), ['baggage', 'traceparent']);
  assert.equal(await headersWith('tracecontext'), ['traceparent']);
  assert.equal(await headersWith('xray'), ['x-amzn-trace-id']);
  assert.equal(await headersWith('none'), []);
});

test('OTEL_BSP_MAX_EXPORT_BATCH_SIZE and OTEL_BSP_MAX_QUEUE_SIZE bound requests and what waits', async () => {
  const small = await run({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1' });
  const few = await run({ OTEL_BSP_MAX_QUEUE_SIZE: '2' });

  assert.is(small.store.traces.length, small.spans().length);
  assert.ok(small.spans().length > 2);
  assert.is(few.spans().length, 2);
  assert.is(few.linesWith('spans were dropped').length, 1);
});

test('the span limits bound attributes', async () => {
  const { spans } = await run({
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3',
    OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4',
  });

  for (const { attributes = [] } of spans()) {
    assert.ok(attributes.length <= 3);
    for (const value of Object.values(attributesOf(attributes as never))) {
      assert.ok(typeof value !== 'string' || value.length <= 4, String(value));
    }
  }
});

test('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE is what points say', async () => {
  const temporalityWith = async (preference: string) => {
    const { metrics } = await run({ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: preference });
    return String(metrics().find(({ name }) => name === 'RecordProcessingSuccess')?.sum?.aggregationTemporality);
  };

  const [delta, cumulative] = [await temporalityWith('delta'), await temporalityWith('cumulative')];

  assert.match(delta, /^1$|DELTA/);
  assert.match(cumulative, /^2$|CUMULATIVE/);
});

test('OTEL_LOG_LEVEL says how much is said', async () => {
  const wrong = { OTEL_TRACES_SAMPLER: 'nonsense' };
  const loud = await run(wrong);
  const quiet = await run({ ...wrong, OTEL_LOG_LEVEL: 'none' });

  assert.is(loud.linesWith('OTEL_TRACES_SAMPLER="nonsense": give one of').length, 1);
  assert.is(quiet.linesWith('kinesis-otel').length, 0);
});

test('KINESIS_OTEL_PIPELINE and KINESIS_OTEL_ENVIRONMENT are the dimensions of every point', async () => {
  const { metrics } = await run({ KINESIS_OTEL_PIPELINE: 'Checkout', KINESIS_OTEL_ENVIRONMENT: 'Staging' });

  const points = metrics().flatMap(({ sum, exponentialHistogram }) => (sum ?? exponentialHistogram)?.dataPoints ?? []);
  assert.ok(points.length > 5);
  for (const { attributes } of points) {
    const { Pipeline, Environment } = attributesOf(attributes as never);
    assert.equal([Pipeline, Environment], ['Checkout', 'Staging']);
  }
});

test('KINESIS_OTEL_SEMCONV_METRICS adds the metrics of the messaging conventions', async () => {
  const pointsWith = async (environment: Readonly<Record<string, string>>) => {
    const { metrics, linesWith } = await run(environment);
    const named = metrics().filter(({ name }) => name.startsWith('messaging.'));
    const points = named.map(({ name, sum, exponentialHistogram }) => {
      const [point] = (sum ?? exponentialHistogram)?.dataPoints ?? [];
      const { asInt, asDouble, count } = (point ?? {}) as Record<string, unknown>;
      return [name, Number(count ?? asInt ?? asDouble)];
    });
    return { points: Object.fromEntries(points), complaints: linesWith('not used by the layer') };
  };

  const [on, off] = [await pointsWith({ KINESIS_OTEL_SEMCONV_METRICS: 'true' }), await pointsWith({})];

  assert.equal(on, {
    points: { 'messaging.process.duration': 1, 'messaging.client.consumed.messages': 2 },
    complaints: [],
  });
  assert.equal(off.points, {});
});

test('KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES says that the mapping listens to what the handler reports', async () => {
  const heard = await run({ KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: 'true' }, event, 'spans.reports');
  const unheard = await run({}, event, 'spans.reports');

  assert.equal(
    [heard, unheard].map((ran) => [countsOf(ran, 'RecordProcessingSuccess'), countsOf(ran, 'RecordProcessingFailure')]),
    [
      [1, 1],
      [2, 0],
    ],
  );
  assert.equal(
    [heard, unheard].map(({ linesWith }) => linesWith('reportBatchItemFailures is not set').length),
    [0, 1],
  );
});

test('KINESIS_OTEL_XRAY makes the spans of records segments of their own', async () => {
  const stamped = buildKinesisEvent([stampJson('{"id":1}', numberedCarrier(1, 2))], { arrivedAtMs: Date.now() });
  const kindsWith = async (environment: Readonly<Record<string, string>>) =>
    (await run(environment, stamped))
      .spans()
      .map(({ attributes }) => attributesOf(attributes as never)['aws.span.kind'])
      .filter((kind) => kind !== undefined);

  assert.equal(await kindsWith({ KINESIS_OTEL_XRAY: '1' }), ['LOCAL_ROOT']);
  assert.equal(await kindsWith({}), []);
});

test('KINESIS_OTEL_DEBUG says one line a batch', async () => {
  const { linesWith } = await run({ KINESIS_OTEL_DEBUG: '1' });

  assert.is(linesWith('kinesis-otel: orders shardId-').length, 1);
});

test.run();
