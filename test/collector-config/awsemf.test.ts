import { type CollectorOptions, collectorConfig, type Target } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { metricCatalogue } from '../../packages/contract/src/index.ts';

const test = suite('collector-config / what awsemf is told');

function read(target: Target, options?: CollectorOptions) {
  return parse(collectorConfig(target, options));
}

const emitted = metricCatalogue.filter(
  ({ live, sources }) => live && sources.some(({ from }) => from === 'producer-sdk' || from === 'consumer-sdk'),
);

test('the metrics that go to CloudWatch are those the SDKs emit, each by its exact name', () => {
  const [{ metric_name_selectors, dimensions }] = read('adot').exporters.awsemf.metric_declarations;

  assert.equal(
    metric_name_selectors,
    emitted.map(({ name }) => `^${name}$`),
  );
  assert.equal(dimensions, [['Environment', 'Pipeline']]);
});

test('counts and shares have a unit that CloudWatch knows; awsemf knows milliseconds and bytes itself', () => {
  const descriptors: { metric_name: string; unit: string; overwrite: boolean }[] =
    read('adot').exporters.awsemf.metric_descriptors;
  const units = new Map(descriptors.map(({ metric_name, unit }) => [metric_name, unit]));

  for (const { name, unit } of emitted) {
    const expected = unit.startsWith('{') ? 'Count' : unit === '%' ? 'Percent' : undefined;
    if (unit === 'ms' || unit === 'By') assert.is(units.get(name), undefined);
    else assert.is(units.get(name), expected ?? 'None');
  }
  assert.ok(descriptors.every(({ overwrite }) => overwrite));
});

test('what is left out has its default', () => {
  const { awsemf, awsxray } = read('adot').exporters;

  assert.is(awsemf.namespace, 'KinesisLambdaPipeline');
  assert.is(awsemf.log_group_name, '/metrics/KinesisLambdaPipeline');
  assert.is(awsemf.log_retention, 7);
  assert.is(awsemf.dimension_rollup_option, 'NoDimensionRollup');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the collector's own syntax for a variable.
  assert.equal([awsemf.region, awsxray.region], ['${env:AWS_REGION}', '${env:AWS_REGION}']);
  assert.is(read('adot').receivers.otlp.protocols.http.endpoint, 'localhost:4318');
  assert.is(read('jaeger').exporters['otlp_grpc/jaeger'].endpoint, 'jaeger:4317');
});

test('each option of EMF is where awsemf looks for it', () => {
  const role = 'arn:aws:iam::123456789012:role/telemetry';
  const options: CollectorOptions = {
    namespace: 'Team A: orders',
    dimensions: [['Target'], ['Stream', 'Function']],
    metrics: [{ name: 'Orders (EU)', unit: 'Count/Second' }, { name: 'QueueTime' }],
    region: 'eu-central-1',
    roleArn: role,
    logRetentionDays: 30,
  };
  for (const target of ['adot', 'adot-lambda'] as const) {
    const withoutFunction = { ...options, dimensions: [['Target'], ['Stream']] };
    const { awsemf, awsxray } = read(target, target === 'adot' ? options : withoutFunction).exporters;

    assert.is(awsemf.namespace, 'Team A: orders');
    assert.is(awsemf.log_group_name, '/metrics/Team-A--orders');
    assert.is(awsemf.log_retention, 30);
    assert.equal(
      [awsemf.region, awsemf.role_arn, awsxray.region, awsxray.role_arn],
      ['eu-central-1', role, 'eu-central-1', role],
    );
    const [{ dimensions, metric_name_selectors }] = awsemf.metric_declarations;
    assert.equal(dimensions[1], ['Environment', 'Pipeline', 'Target']);
    assert.equal(dimensions[2], [
      'Environment',
      'Pipeline',
      ...(target === 'adot' ? ['Stream', 'Function'] : ['Stream']),
    ]);
    assert.equal(metric_name_selectors.slice(-2), ['^Orders \\(EU\\)$', '^QueueTime$']);
    const own = awsemf.metric_descriptors.filter(({ metric_name }: { metric_name: string }) =>
      /Orders|QueueTime/.test(metric_name),
    );
    assert.equal(own, [{ metric_name: 'Orders (EU)', unit: 'Count/Second', overwrite: true }]);
  }
  assert.is(read('adot', { logGroup: '/team/orders' }).exporters.awsemf.log_group_name, '/team/orders');
});

test('the dimension Function is made of faas.name, where somebody asks for it', () => {
  const made = { key: 'Function', from_attribute: 'faas.name', action: 'insert' };

  assert.equal(read('adot', { dimensions: [['Function']] }).processors['resource/labels'].attributes[0], made);
  assert.not.match(collectorConfig('adot'), /from_attribute/);
});

test.run();
