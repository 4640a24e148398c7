import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type CollectorOptions,
  collectorConfig,
  isKinesisOtelOptionError,
  leastPolicy,
  type Target,
} from '../../packages/collector-config/src/index.ts';

const test = suite('collector-config / options that are refused');

const names = (count: number) => Array.from({ length: count }, (_, index) => `Name${index}`);

/** Each with the option the error must name. */
const refused: readonly (readonly [option: string, target: unknown, options: unknown])[] = [
  ['target', 'adto', {}],
  ['target', undefined, {}],
  ['namespaces', 'adot', { namespaces: 'x' }],
  ['namespace', 'adot', { namespace: '' }],
  ['namespace', 'adot', { namespace: '   ' }],
  ['namespace', 'adot', { namespace: 'AWS/Lambda' }],
  ['namespace', 'adot', { namespace: ':x' }],
  ['namespace', 'adot', { namespace: 'Größe' }],
  ['namespace', 'adot', { namespace: 'x'.repeat(256) }],
  ['dimensions', 'adot', { dimensions: 'Target' }],
  ['dimensions', 'adot', { dimensions: ['Target'] }],
  ['dimensions', 'adot', { dimensions: [[]] }],
  ['dimensions', 'adot', { dimensions: [['']] }],
  ['dimensions', 'adot', { dimensions: [[' ']] }],
  ['dimensions', 'adot', { dimensions: [[':a']] }],
  ['dimensions', 'adot', { dimensions: [['Größe']] }],
  ['dimensions', 'adot', { dimensions: [['x'.repeat(256)]] }],
  ['dimensions', 'adot', { dimensions: [['Environment']] }],
  ['dimensions', 'adot', { dimensions: [['a', 'a']] }],
  [
    'dimensions',
    'adot',
    {
      dimensions: [
        ['a', 'b'],
        ['b', 'a'],
      ],
    },
  ],
  ['dimensions', 'adot', { dimensions: [names(9)] }],
  ['dimensions', 'adot', { dimensions: [names(31)] }],
  ['dimensions', 'adot-lambda', { dimensions: [['Function']] }],
  ['metrics', 'adot', { metrics: 'Orders' }],
  ['metrics', 'adot', { metrics: ['Orders'] }],
  ['metrics', 'adot', { metrics: [{ name: '' }] }],
  ['metrics', 'adot', { metrics: [{ name: 'BatchSize' }] }],
  ['metrics', 'adot', { metrics: [{ name: 'a' }, { name: 'a' }] }],
  ['metrics', 'adot', { metrics: [{ name: 'a', unit: 'Furlongs' }] }],
  ['Unit', 'adot', { metrics: [{ name: 'a', Unit: 'Count' }] }],
  ['metrics', 'adot', { metrics: names(100).map((name) => ({ name })) }],
  ['region', 'adot', { region: 'Frankfurt' }],
  ['roleArn', 'adot', { roleArn: 'telemetry' }],
  ['roleArn', 'otlp', { roleArn: 'arn:aws:iam::12345:role/x' }],
  ['logGroup', 'adot', { logGroup: 'a b' }],
  ['logGroup', 'adot', { logGroup: 'aws/orders' }],
  ['logRetentionDays', 'adot', { logRetentionDays: 8 }],
  ['logRetentionDays', 'adot', { logRetentionDays: '7' }],
  ['sampling', 'adot', { sampling: 5 }],
  ['sampling.percent', 'adot', { sampling: {} }],
  ['sampling.percent', 'adot', { sampling: { percent: 0 } }],
  ['sampling.percent', 'adot', { sampling: { percent: 101 } }],
  ['sampling.percent', 'adot', { sampling: { percent: Number.NaN } }],
  ['sampling.keepErrors', 'adot', { sampling: { percent: 5, keepErrors: 'yes' } }],
  ['sampling.keepSlowerThanMs', 'adot', { sampling: { percent: 5, keepSlowerThanMs: 0 } }],
  ['keepSlow', 'adot', { sampling: { percent: 5, keepSlow: true } }],
  ['sampling.keepErrors', 'lambda', { sampling: { percent: 5, keepErrors: true } }],
  ['sampling.keepSlowerThanMs', 'lambda', { sampling: { percent: 5, keepSlowerThanMs: 100 } }],
  ['exporters', 'adot', { exporters: 'debug' }],
  ['exporters', 'adot', { exporters: ['debug'] }],
  ['exporters', 'adot', { exporters: [{ type: 'kafka' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'toString' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'debug', endpoint: 'x:1' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlp' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlp', endpoint: 'tempo' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlphttp', endpoint: 'tempo:4318' }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlp', endpoint: 'x:1', headers: { 'a b': 'c' } }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlp', endpoint: 'x:1', headers: { a: '' } }] }],
  ['exporters', 'adot', { exporters: [{ type: 'otlp', endpoint: 'x:1', headers: { a: 'b\nc' } }] }],
  ['url', 'adot', { exporters: [{ type: 'otlp', url: 'x:1' }] }],
  ['listen', 'adot', { listen: '' }],
  ['listen', 'adot', { listen: '0.0.0.0:4318' }],
  ['jaeger', 'jaeger', { jaeger: 'jaeger' }],
  ['namespace', 'lambda', { namespace: 'Orders' }],
  ['dimensions', 'otlp', { dimensions: [['Target']] }],
  ['logGroup', 'jaeger', { logGroup: '/orders' }],
  ['sampling', 'adot-lambda', { sampling: { percent: 5 } }],
  ['listen', 'adot-lambda', { listen: '0.0.0.0' }],
  ['jaeger', 'adot', { jaeger: 'jaeger:4317' }],
  ['region', 'jaeger', { region: 'eu-central-1' }],
];

for (const [option, target, options] of refused) {
  const given = JSON.stringify(options).slice(0, 90);
  test(`${option} of ${String(target)} ${given}: one line that names the option and the cure`, () => {
    const error = errorOf(() => collectorConfig(target as Target, options as CollectorOptions));

    assert.ok(isKinesisOtelOptionError(error), `${error}`);
    assert.is(error.option, option);
    assert.match(error.message, /^[^\n]+\. [^\n]+\.$/);
    assert.ok(error.message.includes(`\`${option}\``));
  });
}

test('the longest that is taken is taken', () => {
  const options: CollectorOptions = {
    namespace: 'x'.repeat(255),
    dimensions: [names(8), ['x'.repeat(255)]],
    metrics: [{ name: 'x'.repeat(255), unit: 'None' }],
    logGroup: 'x'.repeat(512),
    logRetentionDays: 3653,
    sampling: { percent: 100 },
  };
  assert.type(collectorConfig('adot', options), 'string');
});

test('a policy is refused for what the config is refused, and for an account that is none', () => {
  for (const options of [
    { namespace: 'AWS/x' },
    { logGroup: 'a b' },
    { region: 'x' },
    { roleArn: 'x' },
    { account: '123' },
  ]) {
    const error = errorOf(() => leastPolicy('adot', options));

    assert.ok(isKinesisOtelOptionError(error));
    assert.is(error.option, Object.keys(options)[0]);
  }
  assert.ok(isKinesisOtelOptionError(errorOf(() => leastPolicy('x' as Target))));
  assert.ok(isKinesisOtelOptionError(errorOf(() => leastPolicy('adot', { acount: '1' } as object))));
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.run();
