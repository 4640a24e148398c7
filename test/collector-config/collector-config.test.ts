import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import {
  type CollectorOptions,
  collectorConfig,
  type Target,
  targetNames,
} from '../../packages/collector-config/src/index.ts';
import { metricCatalogue, semconvMetrics } from '../../packages/contract/src/index.ts';

const test = suite('collector-config / what is written');

interface Pipeline {
  readonly receivers: string[];
  readonly processors?: string[];
  readonly exporters: string[];
}

function read(target: Target, options?: CollectorOptions) {
  return parse(collectorConfig(target, options));
}

function pipelinesOf(
  target: Target,
  options?: CollectorOptions,
): { readonly traces: Pipeline; readonly metrics: Pipeline } {
  return read(target, options).service.pipelines;
}

const emitted = metricCatalogue.filter(
  ({ live, sources }) => live && sources.some(({ from }) => from === 'producer-sdk' || from === 'consumer-sdk'),
);

for (const target of targetNames) {
  test(`${target}: whatever a pipeline names is defined, whatever is defined is used`, () => {
    const config = read(target);
    const pipelines: Pipeline[] = Object.values(config.service.pipelines);
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      const used = new Set(pipelines.flatMap((pipeline) => pipeline[kind] ?? []));
      assert.equal([...used].sort(), Object.keys(config[kind] ?? {}).sort());
    }
    assert.equal(config.service.extensions ?? [], Object.keys(config.extensions ?? {}));
  });

  test(`${target}: the same options give the same text, which begins with what it is for`, () => {
    assert.is(collectorConfig(target), collectorConfig(target, {}));
    assert.match(collectorConfig(target), /^# \S/);
  });
}

test("only the pipeline's metrics pass a collector that can filter, the user's among them", () => {
  for (const target of ['adot', 'lambda', 'otlp'] as const) {
    const config = read(target, { metrics: [{ name: 'A "quoted" name' }] });
    const [condition] = config.processors['filter/catalogue'].metrics.metric;

    assert.is(condition.match(/name == /g).length, emitted.length + 1);
    assert.match(condition, /name == "A \\"quoted\\" name"\n\)$/);
    assert.ok(config.service.pipelines.metrics.processors.includes('filter/catalogue'));
  }
});

test('the metrics of the messaging conventions pass where somebody names them, and no others of them', () => {
  const [named, ...others] = semconvMetrics.map(({ name }) => name);
  for (const target of ['adot', 'lambda', 'otlp'] as const) {
    const conditionOf = (options: CollectorOptions) =>
      read(target, options).processors['filter/catalogue'].metrics.metric[0];

    for (const name of [named, ...others]) assert.not.match(conditionOf({}), `"${name}"`);
    const condition = conditionOf({ metrics: [{ name: named ?? '', unit: 'Seconds' }] });
    assert.match(condition, `name == "${named}"`);
    for (const name of others) assert.not.match(condition, `"${name}"`);
  }
});

test("ADOT's Lambda layer has no processor, and knows exporters by their old names only", () => {
  const exporters: CollectorOptions['exporters'] = [
    { type: 'otlphttp', endpoint: 'https://otlp.example.com' },
    { type: 'otlp', endpoint: 'tempo:4317' },
  ];
  const config = read('adot-lambda', { exporters });

  assert.is(config.processors, undefined);
  assert.equal(Object.keys(config.exporters), ['awsemf', 'awsxray', 'otlphttp/extra-1', 'otlp/extra-2']);
  assert.is(config.exporters.awsemf.resource_to_telemetry_conversion, undefined);
});

test('in the OpenTelemetry Lambda layer, decouple is last', () => {
  const { traces, metrics } = pipelinesOf('lambda', { sampling: { percent: 10 } });

  assert.equal(traces.processors, ['probabilistic_sampler', 'batch', 'decouple']);
  assert.equal(metrics.processors, ['filter/catalogue', 'batch', 'decouple']);
});

test("CloudWatch's OTLP endpoints are signed for, each for its own service", () => {
  const role = 'arn:aws:iam::123456789012:role/telemetry';
  for (const target of ['lambda', 'otlp'] as const) {
    const { exporters, extensions } = read(target, { region: 'eu-central-1', roleArn: role });

    assert.is(exporters['otlp_http/traces'].traces_endpoint, 'https://xray.eu-central-1.amazonaws.com/v1/traces');
    assert.is(
      exporters['otlp_http/metrics'].metrics_endpoint,
      'https://monitoring.eu-central-1.amazonaws.com/v1/metrics',
    );
    assert.is(exporters['otlp_http/traces'].auth.authenticator, 'sigv4auth/traces');
    assert.is(exporters['otlp_http/metrics'].auth.authenticator, 'sigv4auth/metrics');
    const assumed = { region: 'eu-central-1', assume_role: { arn: role, sts_region: 'eu-central-1' } };
    assert.equal(extensions['sigv4auth/traces'], { ...assumed, region: 'eu-central-1', service: 'xray' });
    assert.equal(extensions['sigv4auth/metrics'], { ...assumed, service: 'monitoring' });
  }
});

test('a share of the traces is kept by their id; what must be kept needs whole traces', () => {
  assert.equal(read('adot', { sampling: { percent: 12.5 } }).processors.probabilistic_sampler, {
    sampling_percentage: 12.5,
  });
  const { tail_sampling } = read('otlp', {
    sampling: { percent: 5, keepErrors: true, keepSlowerThanMs: 2_000 },
  }).processors;
  assert.equal(tail_sampling.policies, [
    { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
    { name: 'slow', type: 'latency', latency: { threshold_ms: 2_000 } },
    { name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: 5 } },
  ]);
  assert.equal(pipelinesOf('adot', { sampling: { percent: 5, keepErrors: true } }).traces.processors?.slice(-2), [
    'tail_sampling',
    'batch',
  ]);
  assert.not.ok(
    pipelinesOf('adot', { sampling: { percent: 5 } }).metrics.processors?.includes('probabilistic_sampler'),
  );
});

test('further exporters get both signals, with their headers', () => {
  const exporters: CollectorOptions['exporters'] = [
    { type: 'otlphttp', endpoint: 'https://otlp.example.com', headers: { 'x-key': 'abc' } },
    { type: 'debug' },
  ];
  for (const target of targetNames) {
    const name = target === 'adot-lambda' ? 'otlphttp/extra-1' : 'otlp_http/extra-1';
    const config = read(target, { exporters });

    assert.equal(config.exporters[name], { endpoint: 'https://otlp.example.com', headers: { 'x-key': 'abc' } });
    assert.equal(config.exporters['debug/extra-2'], { verbosity: 'normal' });
    for (const pipeline of Object.values(pipelinesOf(target, { exporters }))) {
      assert.equal(pipeline.exporters.slice(-2), [name, 'debug/extra-2']);
    }
  }
});

test('a gateway listens where it is told', () => {
  for (const target of ['adot', 'otlp', 'jaeger'] as const) {
    const { receivers, extensions } = read(target, { listen: '0.0.0.0' });

    assert.is(receivers.otlp.protocols.grpc.endpoint, '0.0.0.0:4317');
    if (target !== 'jaeger') assert.is(extensions.health_check.endpoint, '0.0.0.0:13133');
  }
});

test('Jaeger is sent traces only', () => {
  const { traces, metrics } = pipelinesOf('jaeger', { jaeger: 'localhost:14317' });

  assert.equal([traces.exporters, metrics.exporters], [['otlp_grpc/jaeger'], ['debug']]);
  assert.is(read('jaeger', { jaeger: 'localhost:14317' }).exporters['otlp_grpc/jaeger'].endpoint, 'localhost:14317');
});

test.run();
