import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import {
  collectorConfig,
  leastPolicy,
  type PolicyOptions,
  type Target,
  targetNames,
} from '../../packages/collector-config/src/index.ts';

const test = suite('collector-config / the policy of a collector');

const actionsOf = (target: Target, options?: PolicyOptions) =>
  leastPolicy(target, options).Statement.flatMap(({ Action }) => Action);

test('EMF needs its log group and nothing else of CloudWatch, X-Ray its one call', () => {
  for (const target of ['adot', 'adot-lambda'] as const) {
    const [logs, traces] = leastPolicy(target, {
      region: 'eu-central-1',
      account: '123456789012',
      namespace: 'Team A',
    }).Statement;

    assert.equal(logs?.Action, [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'logs:PutRetentionPolicy',
    ]);
    assert.is(logs?.Resource, 'arn:aws:logs:eu-central-1:123456789012:log-group:/metrics/Team-A:*');
    assert.equal(traces?.Action, ['xray:PutTraceSegments']);
  }
});

test('the log group is the one that the config names', () => {
  for (const options of [{}, { namespace: 'A: b' }, { logGroup: '/team/orders' }]) {
    const { log_group_name } = parse(collectorConfig('adot', options)).exporters.awsemf;

    assert.is(leastPolicy('adot', options).Statement[0]?.Resource, `arn:aws:logs:*:*:log-group:${log_group_name}:*`);
  }
});

test('a region elsewhere has its own partition', () => {
  const resources = ['cn-north-1', 'us-gov-west-1'].map((region) =>
    String(leastPolicy('adot', { region }).Statement[0]?.Resource),
  );

  assert.match(String(resources[0]), /^arn:aws-cn:logs:cn-north-1:/);
  assert.match(String(resources[1]), /^arn:aws-us-gov:logs:us-gov-west-1:/);
});

test("CloudWatch's OTLP endpoints need one action for each signal", () => {
  for (const target of ['lambda', 'otlp'] as const) {
    assert.equal(actionsOf(target), ['cloudwatch:PutMetricData', 'xray:PutTraceSegments']);
  }
});

test('a collector with a role needs only to assume it', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/telemetry';
  for (const target of targetNames.filter((name) => name !== 'jaeger')) {
    const { Statement } = leastPolicy(target, { roleArn });

    assert.equal(
      Statement.map(({ Action, Resource }) => [...Action, Resource]),
      [['sts:AssumeRole', roleArn]],
    );
  }
});

test('Jaeger needs nothing of AWS', () => {
  assert.equal(leastPolicy('jaeger').Statement, []);
});

test.run();
