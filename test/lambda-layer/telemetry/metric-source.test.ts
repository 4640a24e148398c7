import { MeterProvider, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createMetricSource } from '../../../packages/lambda-layer/src/otlp/metric-source.ts';
import { createMetricReader } from '../../../packages/lambda-layer/src/telemetry/metric-reader.ts';

const test = suite('lambda-layer / telemetry / metric-source');

function build(temporality: 'delta' | 'cumulative' = 'delta') {
  const said: string[] = [];
  const seen: ResourceMetrics[] = [];
  const reader = createMetricReader(temporality);
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  const serialize = (measured: ResourceMetrics) => {
    seen.push(measured);
    return Buffer.from(String(seen.length));
  };
  const source = createMetricSource(
    () => reader,
    serialize,
    (message) => void said.push(message),
  );
  return {
    meter,
    source,
    said,
    points: () => seen.map((each) => each.scopeMetrics[0]?.metrics[0]?.dataPoints[0]?.value),
  };
}

test('nothing measured is nothing to send', async () => {
  assert.equal(await build().source.take(), []);
  assert.equal(
    await createMetricSource(
      () => undefined,
      () => undefined,
      () => {},
    ).take(),
    [],
  );
});

test('each time holds what was measured since the last, or all where that is asked for', async () => {
  for (const [temporality, values] of [
    ['delta', [1, 2]],
    ['cumulative', [1, 3]],
  ] as const) {
    const { meter, source, points } = build(temporality);
    const counter = meter.createCounter('count');

    counter.add(1);
    await source.take();
    counter.add(2);
    await source.take();

    assert.equal(points(), values, temporality);
  }
});

test('a histogram is exponential, whatever buckets it advises', async () => {
  const { meter, source, points } = build();
  const advice = { explicitBucketBoundaries: [1, 2, 3] };
  meter.createHistogram('latency', { advice }).record(5);

  await source.take();

  assert.ok('scale' in (points()[0] as object));
});

test('what could not be sent goes before what is new, up to ten requests', async () => {
  const { meter, source, said } = build();
  const counter = meter.createCounter('count');
  for (let time = 1; time <= 12; time++) {
    counter.add(1);
    const bodies = await source.take();
    for (const { keep } of bodies) keep();
  }

  const texts = (await source.take()).map(({ bytes }) => String(bytes));

  assert.equal(texts, ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
  assert.is(said.length, 2);
});

test.run();
