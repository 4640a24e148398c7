import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import {
  AggregationType,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CollectorOptions, collectorConfig } from '../../packages/collector-config/src/index.ts';
import { recordProcessingLatency, recordProcessingSuccess } from '../../packages/contract/src/index.ts';
import { type EmfDistribution, figuresOf, percentileOf, sumOf } from './emf-figures.ts';
import { eventually } from './eventually.ts';
import { type FakeAws, startFakeAws } from './fake-aws.ts';
import { postSums, type Sender } from './otlp-points.ts';
import { type RunningCollector, runCollector } from './run-collector.ts';
import { findPrograms } from './with-program.ts';

const test = suite('collector-config / the EMF documents that a real collector writes');

const dimensions = { Environment: 'Production', Pipeline: 'orders' };
const success = recordProcessingSuccess.name;
const programs = findPrograms(test, ['adot', 'adot-lambda'], 'EMF documents of a real collector');

test('nearest rank counts each value as often as it came', () => {
  const parts: EmfDistribution[] = [
    { Values: [30, 10], Counts: [1, 8], Count: 9, Sum: 110, Min: 10, Max: 30 },
    { Values: [20], Counts: [1], Count: 1, Sum: 20, Min: 20, Max: 20 },
  ];
  assert.equal(
    [0.5, 0.8, 0.9, 1].map((share) => percentileOf(parts, share)),
    [10, 10, 20, 30],
  );
});

/** A test of a running collector; none where the programs are not here. */
function withCollector(
  name: string,
  work: (aws: FakeAws, collector: RunningCollector) => Promise<void>,
  options: CollectorOptions = {},
  change: (config: string) => string = (config) => config,
): void {
  if (programs === undefined) return;
  test(name, async () => {
    const aws = await startFakeAws();
    const collector = await runCollector(programs.adot, change(collectorConfig('adot', options)), aws.environment);
    try {
      await work(aws, collector);
    } finally {
      aws.failWith(undefined);
      await collector.stop();
      await aws.stop();
    }
  });
}

withCollector('percentiles of 20,000 latencies are within 10 % of the true ones', async (aws, collector) => {
  const latencies = lognormal(20_000);
  const { provider, histogram } = latencyMeter(collector.url);

  for (const [index, latency] of latencies.entries()) {
    histogram.record(latency, dimensions);
    if (index % 2_000 === 1_999) await provider.forceFlush();
  }
  await provider.shutdown();
  await collector.stop();

  const figures = figuresOf(aws.documents);
  const distributions = figures.map(({ value }) => value as EmfDistribution);
  const sorted = latencies.toSorted((left, right) => left - right);
  for (const share of [0.5, 0.95, 0.99]) {
    const truth = sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
    const error = Math.abs(percentileOf(distributions, share) / truth - 1);
    assert.ok(error < 0.1, `p${share * 100} is ${(error * 100).toFixed(1)} % off`);
  }
  assert.is(
    distributions.reduce((sum, { Counts }) => sum + Counts.reduce((left, right) => left + right, 0), 0),
    20_000,
  );
  assert.ok(distributions.every(({ Values }) => Values.length <= 100));
  assert.ok(figures.every(({ unit }) => unit === 'Milliseconds'));
});

/** Senders that differ only in what they are, each with five metrics at the same moment. */
function hundred(inPoints: boolean): readonly Sender[] {
  const names = [success, 'RecordProcessingFailure', 'RecordsReplayed', 'LinksDropped', 'SpansDropped'];
  return Array.from({ length: 100 }, (_, index) => {
    const instance = { 'faas.instance': `2026/11/25/[$LATEST]${index}` };
    const attributes = inPoints ? { ...dimensions, ...instance } : dimensions;
    return {
      resource: inPoints ? {} : instance,
      points: names.map((name, at) => ({ name, value: index + at, attributes })),
    };
  });
}

for (const inPoints of [true, false]) {
  const place = inPoints ? 'points' : 'resources';
  withCollector(
    `500 points of 100 environments in one millisecond are all summed, told apart by their ${place}`,
    async (aws, collector) => {
      await postSums(collector.url, hundred(inPoints));
      await collector.stop();

      assert.is(sumOf(aws.documents, success), 4_950);
      assert.is(sumOf(aws.documents, 'SpansDropped'), 4_950 + 400);
      const series = new Set(figuresOf(aws.documents).flatMap((figure) => figure.series));
      assert.equal([...series], ['Environment=Production,Pipeline=orders']);
    },
  );
}

withCollector(
  'without the labels of the resource, awsemf loses points and says so only in its log',
  async (aws, collector) => {
    await postSums(collector.url, hundred(false));
    await collector.stop();

    assert.ok(sumOf(aws.documents, success) < 4_950);
    assert.match(collector.log(), /Duplicate metric found/);
  },
  {},
  (config) => config.replace('enabled: true', 'enabled: false'),
);

withCollector(
  "the user's metrics are sent with their unit, others are not sent at all",
  async (aws, collector) => {
    const points = ['Orders.Shipped', 'OrdersXShipped', success].map((name) => ({
      name,
      value: 3,
      attributes: dimensions,
    }));
    await postSums(collector.url, [
      { resource: { 'process.command': '/opt/secret', 'service.name': 'orders' }, points },
    ]);
    await collector.stop();

    const figures = figuresOf(aws.documents);
    assert.equal(figures.map(({ name, unit }) => `${name} ${unit}`).sort(), [
      'Orders.Shipped Count',
      `${success} Count`,
    ]);
    assert.ok(figures.every(({ namespace }) => namespace === 'Team/Orders'));
    assert.not.match(JSON.stringify(aws.documents), /OrdersXShipped|secret/);
    assert.equal([...aws.logGroups], [['/metrics/Team/Orders', 30]]);
  },
  { namespace: 'Team/Orders', metrics: [{ name: 'Orders.Shipped', unit: 'Count' }], logRetentionDays: 30 },
);

withCollector(
  'a further dimension set counts for the points that have its labels',
  async (aws, collector) => {
    const points = [
      { name: success, value: 1, attributes: { ...dimensions, Target: 'DynamoDB/orders' } },
      { name: success, value: 2, attributes: dimensions },
    ];
    await postSums(collector.url, [{ resource: { 'faas.name': 'consumer' }, points }]);
    await collector.stop();

    const base = 'Environment=Production,Pipeline=orders';
    const series = figuresOf(aws.documents).map((figure) => [...figure.series].sort());
    const withFunction = 'Environment=Production,Function=consumer,Pipeline=orders';
    assert.equal(series.sort(), [
      [withFunction, base],
      [withFunction, base, `${base},Target=DynamoDB/orders`],
    ]);
  },
  { dimensions: [['Target'], ['Function']] },
);

withCollector(
  'the role is assumed',
  async (aws, collector) => {
    await postSums(collector.url, [{ resource: {}, points: [{ name: success, value: 1, attributes: dimensions }] }]);
    await eventually('a document', () => aws.documents.length > 0);

    assert.is(aws.assumedRoles[0], 'arn:aws:iam::123456789012:role/telemetry');
  },
  { roleArn: 'arn:aws:iam::123456789012:role/telemetry' },
);

const one: readonly Sender[] = [{ resource: {}, points: [{ name: success, value: 7, attributes: dimensions }] }];

withCollector('what CloudWatch did not take, the SDK sends again: it is told', async (aws, collector) => {
  aws.failWith(503);
  const { provider, histogram } = latencyMeter(collector.url);
  histogram.record(250, dimensions);
  const flushed = provider.forceFlush();
  await eventually('an attempt', () => aws.failures() > 0);
  aws.failWith(undefined);
  await flushed;
  await provider.shutdown();

  assert.is(sumOf(aws.documents, recordProcessingLatency.name), 250);
});

withCollector(
  'a sender whose metrics CloudWatch did not take is told, and the log has an error',
  async (aws, collector) => {
    aws.failWith(503);
    const failed = await postSums(collector.url, one);
    aws.failWith(undefined);
    const { status } = await postSums(collector.url, one);

    assert.is(failed.status, 503);
    assert.match(collector.log(), /error.*Exporting failed.*"rejected_items": 1/);
    assert.is(status, 200);
    assert.is(sumOf(aws.documents, success), 7);
  },
);

if (programs !== undefined) {
  test("the Lambda layer's collector tells its sender too", async () => {
    const aws = await startFakeAws();
    aws.failWith(503);
    const collector = await runCollector(programs['adot-lambda'], collectorConfig('adot-lambda'), aws.environment);

    const failed = await postSums(collector.url, one);
    aws.failWith(undefined);
    const { status } = await postSums(collector.url, one);
    await collector.stop();
    await aws.stop();

    assert.is(failed.status, 503);
    assert.is(status, 200);
    assert.is(sumOf(aws.documents, success), 7);
  });
}

/** Latencies around 90 ms with a long tail, the same in every run (mulberry32). */
function lognormal(count: number): readonly number[] {
  let state = 1;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.exp(4.5 + 0.8 * normal) * (random() < 0.01 ? 50 : 1);
  });
}

function latencyMeter(url: string) {
  const exporter = new OTLPMetricExporter({
    url: `${url}/v1/metrics`,
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    aggregationPreference: (type) =>
      type === InstrumentType.HISTOGRAM
        ? { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 100, recordMinMax: true } }
        : { type: AggregationType.DEFAULT },
  });
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  return {
    provider,
    histogram: provider.getMeter('test').createHistogram(recordProcessingLatency.name, { unit: 'ms' }),
  };
}

test.run();
