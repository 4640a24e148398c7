import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type EmfDistribution, figuresOf, percentileOf } from './emf-figures.ts';
import { latencyMeter, lognormal } from './latency-meter.ts';
import { onAdot } from './on-adot.ts';

const test = suite('collector-config / percentiles of what a real collector writes');

const dimensions = { Environment: 'Production', Pipeline: 'orders' };
const onCollector = onAdot(test, 'percentiles of EMF documents of a real collector');

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

onCollector('percentiles of 20,000 latencies are within 10 % of the true ones', async (aws, collector) => {
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

onCollector('of explicit buckets nothing is left that percentiles could be made of', async (aws, collector) => {
  const { provider, histogram } = latencyMeter(collector.url, 'explicit');
  for (const latency of [10, 20, 30]) histogram.record(latency, dimensions);
  await provider.shutdown();
  await collector.stop();

  assert.equal(
    figuresOf(aws.documents).map(({ value }) => value),
    [{ Max: 30, Min: 10, Count: 3, Sum: 60 }],
  );
});

test.run();
