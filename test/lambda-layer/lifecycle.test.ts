import type { ServerResponse } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { attributesOf, deployWithLayer, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { answerWell, type OddCollector, startOddCollector } from '../support/odd-collector.ts';
import { eventually, stateOf } from '../support/processes.ts';

/* On the real runtime clients, in a sandbox that is frozen between invocations as Lambda's are. */
const test = suite('lambda-layer / lifecycle');
const collectors: OddCollector[] = [];
const lifecycle = { handler: 'lifecycle.handler', maxConcurrency: 1 };

test.after.each(async () => {
  await stopLayered();
  await Promise.all(collectors.splice(0).map((each) => each.stop()));
});

async function oddCollector(answer?: Parameters<typeof startOddCollector>[0], port?: number): Promise<OddCollector> {
  const collector = await startOddCollector(answer, port);
  collectors.push(collector);
  return collector;
}

function sendingTo(collector: OddCollector, more: Readonly<Record<string, string>> = {}) {
  return { ...lifecycle, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...more } };
}

for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  test(`${runtime}: the answer is out before the collector has answered, and the freeze waits for it`, async () => {
    const held: ServerResponse[] = [];
    const collector = await oddCollector((response) => void held.push(response));
    const { local } = await deployWithLayer({
      ...sendingTo(collector, { KINESIS_OTEL_FLUSH_TIMEOUT_MS: '20000' }),
      runtime,
      timeoutMs: 30_000,
    });

    const result = await local.invoke({});
    assert.ok(await eventually(() => held.length === 1));
    const pid = (result as { payload: { pid: number } }).payload.pid;
    const stateWhileHeld = stateOf(pid);
    for (const response of held) answerWell(response);

    assert.ok(result.ok);
    assert.is.not(stateWhileHeld, 'T');
    assert.ok(await eventually(() => stateOf(pid) === 'T'), 'it is frozen once the flush is over');
  });
}

test('metrics are gathered over invocations, and sent when the environment ends', async () => {
  const { local, store, metrics } = await deployWithLayer({ maxConcurrency: 1 });

  for (let time = 0; time < 3; time++) await local.invoke(buildKinesisEvent(['{"id":1}', '{"id":2}']));
  assert.ok(await eventually(() => store.traces.length >= 3));
  const metricsBefore = store.metrics.length;
  await recycleIdle(local);

  assert.is(metricsBefore, 0);
  const success = metrics().filter(({ name }) => name === 'RecordProcessingSuccess');
  assert.is(success.length, 1);
  const point = success[0]?.sum?.dataPoints?.[0];
  assert.is(Number(point?.asInt ?? point?.asDouble), 6);
});

test('metrics go with an invocation once their interval is over', async () => {
  const { local, store } = await deployWithLayer({ environment: { OTEL_METRIC_EXPORT_INTERVAL: '0' } });

  await local.invoke(buildKinesisEvent(['{"id":1}']));

  assert.ok(await eventually(() => store.metrics.length > 0));
});

test('a collector that is not there costs nothing but its telemetry, and is said once', async () => {
  const collector = await oddCollector();
  const { local, linesWith } = await deployWithLayer(sendingTo(collector));
  await collector.stop();
  collectors.pop();

  const results = [await local.invoke({}), await local.invoke({}), await local.invoke({})];

  assert.ok(results.every(({ ok }) => ok));
  assert.is(linesWith('spans were not exported: ECONNREFUSED').length, 1);
});

test('what a collector was not there for it gets when it is back', async () => {
  let isAway = true;
  const collector = await oddCollector((response) => {
    if (isAway) response.writeHead(503).end();
    else answerWell(response);
  });
  const { local } = await deployWithLayer(sendingTo(collector));
  await local.invoke({});
  assert.ok(await eventually(() => collector.requests.length === 1));

  isAway = false;
  await recycleIdle(local);

  assert.equal(spanCounts(collector), [1, 1]);
});

test('what a collector refuses is not sent again', async () => {
  const collector = await oddCollector((response) => response.writeHead(400).end());
  const { local, linesWith } = await deployWithLayer(sendingTo(collector));

  await local.invoke({});
  await local.invoke({});
  await recycleIdle(local);

  assert.equal(spanCounts(collector), [1, 1]);
  assert.is(linesWith('spans were not exported: HTTP 400').length, 1);
});

test('a connection that was closed during the freeze is replaced', async () => {
  const first = await oddCollector();
  const port = Number(new URL(first.url).port);
  const { local } = await deployWithLayer(sendingTo(first));
  const result = await local.invoke({});
  const pid = (result as { payload: { pid: number } }).payload.pid;
  assert.ok(await eventually(() => stateOf(pid) === 'T'));
  await first.stop();
  collectors.pop();
  const second = await oddCollector(answerWell, port);

  await local.invoke({});

  assert.ok(await eventually(() => second.requests.length === 1));
  assert.equal(spanCounts(second), [1]);
});

test('an answer that drips holds nothing up beyond the deadline', async () => {
  const collector = await oddCollector((response) => {
    response.writeHead(200, { 'content-length': '1000000' });
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const { local } = await deployWithLayer(sendingTo(collector, { KINESIS_OTEL_FLUSH_TIMEOUT_MS: '100' }));

  const result = await local.invoke({});
  const pid = (result as { payload: { pid: number } }).payload.pid;

  assert.ok(await eventually(() => stateOf(pid) === 'T'));
});

test('OTEL_EXPORTER_OTLP_TIMEOUT bounds a request, whatever time a flush has', async () => {
  const collector = await oddCollector(() => {});
  const { local } = await deployWithLayer(
    sendingTo(collector, { KINESIS_OTEL_FLUSH_TIMEOUT_MS: '600000', OTEL_EXPORTER_OTLP_TIMEOUT: '100' }),
  );

  const result = await local.invoke({});
  const pid = (result as { payload: { pid: number } }).payload.pid;

  assert.ok(await eventually(() => stateOf(pid) === 'T'));
});

test('an invocation that times out leaves its span, and what had ended before it', async () => {
  const collector = await oddCollector((response, { path }) => {
    if (path === '/v1/metrics') answerWell(response);
    else response.writeHead(503).end();
  });
  const { local } = await deployWithLayer({ ...sendingTo(collector), handler: 'lifecycle.handler', timeoutMs: 1500 });
  await local.invoke({});
  assert.ok(await eventually(() => collector.requests.length === 1));

  const result = await local.invoke({ hang: true });

  assert.is(result.ok ? '' : result.errorType, 'Sandbox.Timedout');
  // Its own span is sent when its time is over, and what was not taken then at SIGTERM.
  assert.ok(await eventually(() => spanCounts(collector).length === 3), 'SIGTERM flushed once more');
  assert.equal(spanCounts(collector), [1, 2, 2]);
});

test('a batch whose time is over is told as such, before Lambda ends the environment', async () => {
  const { local, spans, metrics } = await deployWithLayer({
    ...lifecycle,
    timeoutMs: 1500,
    // Without what SIGTERM would still send.
    environment: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(refuseSigterm)}` },
  });

  const result = await local.invoke({ ...buildKinesisEvent(['{"id":1}']), hang: true });

  assert.is(result.ok ? '' : result.errorType, 'Sandbox.Timedout');
  assert.ok(await eventually(() => spans().some(({ name }) => name === 'process orders')));
  const batch = spans().find(({ attributes }) => attributesOf(attributes as never)['messaging.batch.message_count']);
  assert.is(attributesOf(batch?.attributes as never)['error.type'], 'timeout');
  const point = metrics().find(({ name }) => name === 'HandlerTimeouts')?.sum?.dataPoints?.[0];
  assert.is(Number(point?.asInt ?? point?.asDouble), 1);
});

/** Nobody hears of SIGTERM. */
const refuseSigterm = `
  const on = process.on;
  process.on = function (name, ...rest) { return on.call(this, name === 'SIGTERM' ? 'never' : name, ...rest); };
  on.call(process, 'SIGTERM', () => {});`;

test("the function's own SIGTERM listener decides when the process ends", async () => {
  const { local, linesWith, store } = await deployWithLayer({ ...lifecycle, environment: { LISTEN_TO_SIGTERM: '1' } });
  await local.invoke({});

  await recycleIdle(local);

  assert.is(linesWith('SIGTERM came').length, 1);
  assert.ok(store.traces.length > 0);
});

test('managed instances have no extension: each answer takes its telemetry along', async () => {
  const { local, store, spans, linesWith } = await deployWithLayer({
    ...lifecycle,
    concurrencyPerSandbox: 4,
    environment: { AWS_LAMBDA_NODEJS_WORKER_COUNT: '1' },
  });

  const results = await Promise.all([1, 2, 3, 4].map((delayMs) => local.invoke({ delayMs })));

  assert.ok(results.every(({ ok }) => ok));
  assert.is(spans().length, 4);
  assert.is(new Set(spans().map(({ traceId }) => traceId)).size, 4);
  assert.ok(store.requests > 0);
  assert.is(linesWith('extension').length, 0);
});

test('an extension that Lambda refuses leaves the function as it is', async () => {
  const taken = '/2020-01-01/extension/register';
  const { local, spans, line } = await deployWithLayer({
    ...lifecycle,
    environment: {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(registerAs('kinesis-otel', taken))}`,
    },
  });

  const result = await local.invoke({});

  assert.ok(result.ok, JSON.stringify(result));
  assert.is(spans().length, 1);
  await line('no extension could be registered');
});

/** Registers an extension of the layer's name before the layer does, and follows events for it. */
function registerAs(name: string, path: string): string {
  return `
    const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API;
    const body = '{"events":[]}';
    const response = await fetch(base + '${path}', { method: 'POST', headers: { 'lambda-extension-name': '${name}' }, body });
    const id = response.headers.get('lambda-extension-identifier');
    fetch(base + '/2020-01-01/extension/event/next', { headers: { 'lambda-extension-identifier': id } }).catch(() => {});`;
}

/** Spans in each request for traces. */
function spanCounts({ requests }: OddCollector): readonly number[] {
  return requests
    .filter(({ path }) => path === '/v1/traces')
    .map(({ body }) => JSON.parse(body.toString()).resourceSpans[0].scopeSpans[0].spans.length);
}

test.run();
