import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';
import { readStamped } from '../support/read-stamped.ts';
import { type RegisteredRun, runRegistered } from '../support/run-registered.ts';

const test = suite('producer-sdk / register, with each SDK for Node');

const top = join(import.meta.dirname, '../..');
const register = join(top, 'packages/producer-sdk/src/register.ts');
const ownSdk = join(import.meta.dirname, 'programs/own-sdk.cjs');
const env = { KINESIS_OTEL_STAMP_STREAMS: 'orders' };
const [delta, cumulative] = [1, 2];

const spansOf = ({ telemetry }: RegisteredRun) =>
  telemetry.traces.flatMap(({ scopeSpans }) => scopeSpans?.flatMap(({ spans }) => spans ?? []) ?? []);
const metricOf = ({ telemetry }: RegisteredRun, name: string) =>
  telemetry.metrics
    .flatMap(({ scopeMetrics }) => scopeMetrics?.flatMap(({ metrics }) => metrics ?? []) ?? [])
    .find((each) => each.name === name);
const servicesOf = ({ telemetry }: RegisteredRun) => {
  const resources = [...telemetry.traces, ...telemetry.metrics].map(({ resource }) => resource);
  const names = resources.map(
    (each) => each?.attributes?.find(({ key }) => key === 'service.name')?.value?.stringValue,
  );
  return [...new Set(names)];
};
const carriedSpanId = ({ lines }: RegisteredRun) =>
  readStamped(Buffer.from(lines[0] ?? '')).carrier?.traceparent.split('-')[2];

function manifestOf(path: string): { readonly version: string; readonly peerDependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(top, path, 'package.json'), 'utf8'));
}

/** Where the oldest SDK is that the package allows, and the newest. */
const homes = { oldest: 'test/otel-sdk-2', newest: '.' } as const;

test('the oldest SDK that these tests try is the oldest that the package allows', () => {
  const range = manifestOf('packages/producer-sdk').peerDependencies['@opentelemetry/sdk-node'];
  const { version } = manifestOf(`${homes.oldest}/node_modules/@opentelemetry/sdk-node`);

  assert.is(range, `>=${version} <1`);
});

for (const [age, home] of Object.entries(homes)) {
  for (const format of ['cjs', 'esm'] as const) {
    test(`the ${age} SDK, started by register as ${format}: a put is stamped, traced and measured as delta`, async () => {
      const path = await bundleLibrary({ entry: 'producer-sdk/src/register', home, format });
      try {
        const run = await runRegistered({ node: [format === 'cjs' ? '--require' : '--import', path], env });

        assert.equal([run.code, run.stderr], [0, '']);
        assert.equal(
          spansOf(run).map(({ name, spanId }) => [name, spanId]),
          [['send orders', carriedSpanId(run)]],
        );
        assert.is(metricOf(run, 'PutRecordSuccess')?.sum?.aggregationTemporality, delta);
        assert.is(metricOf(run, 'PutRecordLatency')?.exponentialHistogram?.aggregationTemporality, delta);
      } finally {
        rmSync(dirname(path), { recursive: true });
      }
    });
  }

  test(`where the ${age} SDK is registered already, that one gets all, as it likes, and is left to end itself`, async () => {
    const run = await runRegistered({
      node: ['--require', ownSdk, '--import', register],
      env: { ...env, OWN_SDK_HOME: home, OTEL_METRICS_EXPORTER: 'otlp' },
    });

    assert.equal([run.code, run.stderr], [0, 'SIGTERM: 0\n']);
    assert.equal(servicesOf(run), ['own']);
    assert.equal(
      spansOf(run).map(({ name, spanId }) => [name, spanId]),
      [['send orders', carriedSpanId(run)]],
    );
    assert.is(metricOf(run, 'PutRecordSuccess')?.sum?.aggregationTemporality, cumulative);
    assert.ok(metricOf(run, 'PutRecordLatency')?.histogram);
  });

  test(`where the ${age} SDK is registered already, streams that nobody named are not stamped`, async () => {
    const node = ['--require', ownSdk, '--import', register];
    const run = await runRegistered({ node, env: { ...env, OWN_SDK_HOME: home }, stream: 'payments' });

    assert.is(carriedSpanId(run), undefined);
    assert.equal(
      spansOf(run).map(({ name }) => name),
      ['send payments'],
    );
  });
}

test.run();
