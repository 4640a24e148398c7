import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';
import { readStamped } from '../support/read-stamped.ts';
import { type RegisteredRun, runRegistered } from '../support/run-registered.ts';

const test = suite('producer-sdk / register');

const register = join(import.meta.dirname, '../../packages/producer-sdk/src/register.ts');
const node = ['--import', register];
const api = join(import.meta.dirname, '../../node_modules/@opentelemetry/api');
const delta = 1;

const spansOf = ({ telemetry }: RegisteredRun) =>
  telemetry.traces.flatMap(({ scopeSpans }) => scopeSpans?.flatMap(({ spans }) => spans ?? []) ?? []);
const metricsOf = ({ telemetry }: RegisteredRun) =>
  telemetry.metrics.flatMap(({ scopeMetrics }) => scopeMetrics?.flatMap(({ metrics }) => metrics ?? []) ?? []);
const metricOf = (run: RegisteredRun, name: string) => metricsOf(run).find((each) => each.name === name);
const carrierOf = ({ lines }: RegisteredRun) => readStamped(Buffer.from(lines[0] ?? '')).carrier;

test('every put is traced and measured, deltas and exponential histograms; no payload changes', async () => {
  const run = await runRegistered({ node });

  assert.equal([run.code, run.stderr, run.lines], [0, '', ['{"id":1}']]);
  assert.equal(
    spansOf(run).map(({ name }) => name),
    ['send orders'],
  );
  assert.is(metricOf(run, 'PutRecordSuccess')?.sum?.aggregationTemporality, delta);
  assert.is(metricOf(run, 'PutRecordLatency')?.exponentialHistogram?.aggregationTemporality, delta);
});

test('streams named in KINESIS_OTEL_STAMP_STREAMS are stamped, and no others', async () => {
  const env = { KINESIS_OTEL_STAMP_STREAMS: 'returns, orders' };
  const named = await runRegistered({ node, env });
  const other = await runRegistered({ node, env, stream: 'payments' });

  const { traceId, spanId } = spansOf(named)[0] ?? {};
  assert.is(carrierOf(named)?.traceparent, `00-${traceId}-${spanId}-01`);
  assert.is(carrierOf(other), undefined);
  assert.is(spansOf(other)[0]?.name, 'send payments');
});

test('OpenTelemetry’s own variables hold', async () => {
  const env = { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative', OTEL_TRACES_EXPORTER: 'none' };
  const run = await runRegistered({ node, env });

  assert.is(metricOf(run, 'PutRecordSuccess')?.sum?.aggregationTemporality, 2);
  assert.equal(spansOf(run), []);
});

test('SIGTERM ends an application that does not listen for it, after everything is sent', async () => {
  const run = await runRegistered({ node, end: 'wait' });

  assert.equal([run.code, run.signal], [null, 'SIGTERM']);
  assert.is(spansOf(run).length, 1);
  assert.ok(metricOf(run, 'PutRecordSuccess'));
});

test('SIGTERM ends it too where the collector never answers, and what is lost is told in one line', async () => {
  const collector = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const run = await runRegistered({
    node,
    end: 'wait',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
  });
  collector.closeAllConnections();
  collector.close();

  assert.is(run.signal, 'SIGTERM');
  assert.match(run.stderr, /^@kinesis-otel\/producer-sdk\/register: not everything was sent: .*\n$/);
});

test('an application that has done its work ends by itself, with its own code, where the collector never answers', async () => {
  const collector = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  // Ten minutes, as far as the exporters are concerned.
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_TIMEOUT: '600000' };
  const run = await runRegistered({ node, env });
  collector.closeAllConnections();
  collector.close();

  assert.equal([run.code, run.signal, run.lines], [0, null, ['{"id":1}']]);
  assert.match(run.stderr, /not everything was sent/);
});

test('an application that listens for SIGTERM ends as it likes', async () => {
  const run = await runRegistered({ node, end: 'listen' });

  assert.equal([run.code, run.signal], [7, null]);
});

test('as CommonJS, by --require, it does the same', async () => {
  const path = await bundleLibrary({ entry: 'producer-sdk/src/register' });
  try {
    const run = await runRegistered({ node: ['--require', path], env: { KINESIS_OTEL_STAMP_STREAMS: '*' } });

    assert.equal([run.code, run.stderr], [0, '']);
    assert.is(carrierOf(run)?.traceparent.split('-')[2], spansOf(run)[0]?.spanId);
  } finally {
    rmSync(dirname(path), { recursive: true });
  }
});

test('without the SDK it says in one line what to install, and the application goes on', async () => {
  const bundle = await bundleLibrary({ entry: 'producer-sdk/src/register' });
  // A project that has the one peer it needs, and nothing else.
  const project = mkdtempSync(join(tmpdir(), 'producer-'));
  const path = join(project, 'register.cjs');
  try {
    copyFileSync(bundle, path);
    mkdirSync(join(project, 'node_modules/@opentelemetry'), { recursive: true });
    symlinkSync(realpathSync(api), join(project, 'node_modules/@opentelemetry/api'));
    // pnpm, which may have started the tests, offers all it has installed by this variable.
    const run = await runRegistered({ node: ['--require', path], env: { NODE_PATH: '' } });

    assert.is(run.code, 0);
    assert.equal(run.lines, ['{"id":1}']);
    assert.match(run.stderr, /^@kinesis-otel\/producer-sdk\/register: .*npm install @opentelemetry\/sdk-node.*\n$/);
  } finally {
    for (const folder of [dirname(bundle), project]) rmSync(folder, { recursive: true });
  }
});

test('a wrong variable is told in one line, and the application goes on', async () => {
  const run = await runRegistered({ node, env: { KINESIS_OTEL_CARRIER: 'pigeon', KINESIS_OTEL_STAMP_STREAMS: '*' } });

  assert.equal([run.code, run.lines], [0, ['{"id":1}']]);
  assert.match(run.stderr, /^@kinesis-otel\/producer-sdk\/register: .*KINESIS_OTEL_CARRIER.*pigeon.*\n$/);
});

test.run();
