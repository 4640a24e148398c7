import type { MeterProvider } from '@opentelemetry/api';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  MetricReader,
  type ResourceMetrics,
  MeterProvider as SdkMeterProvider,
} from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLocalMetrics } from '../../../packages/lambda-layer/src/metrics/local-meter-provider.ts';
import { functionResource } from '../../../packages/lambda-layer/src/telemetry/function-resource.ts';

const test = suite('lambda-layer / metrics / local-meter-provider');

const resource = functionResource({ resource: {}, serviceName: 'orders' }, {});
const orders = { Environment: 'Test', Pipeline: 'orders' };

class ManualReader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

/** The metrics SDK, with the histograms that are ours. */
function startSdk(temporality: 'delta' | 'cumulative') {
  const chosen = temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
  const reader = new ManualReader({
    aggregationTemporalitySelector: () => chosen,
    aggregationSelector: (instrument) => ({
      type: instrument === InstrumentType.HISTOGRAM ? AggregationType.EXPONENTIAL_HISTOGRAM : AggregationType.DEFAULT,
    }),
  });
  const meterProvider = new SdkMeterProvider({ resource, readers: [reader] });
  return { meterProvider, collect: async () => (await reader.collect()).resourceMetrics };
}

function measure(provider: MeterProvider, times: number): void {
  const meter = provider.getMeter('scope', '1.0.0');
  const counter = meter.createCounter('RecordProcessingSuccess', { unit: '{record}', description: 'Records.' });
  const histogram = meter.createHistogram('Latency', { unit: 'ms', advice: { explicitBucketBoundaries: [1, 2] } });
  counter.add(0.5 * times, orders);
  counter.add(0, { ...orders, Pipeline: 'returns' });
  counter.add(-1, orders);
  for (const value of [0, 3, 170, 12_345]) histogram.record(value * times, orders);
  provider.getMeter('other').createCounter('Untouched');
}

/** What is told of the times in two exports is not the same to the nanosecond. */
function withoutTimes(bytes: Uint8Array | undefined): unknown {
  const told = JSON.parse(new TextDecoder().decode(bytes));
  return JSON.parse(JSON.stringify(told), (key, value) => (/^(startT|t)imeUnixNano$/.test(key) ? undefined : value));
}

for (const temporality of ['delta', 'cumulative'] as const) {
  test(`what is collected, ${temporality}, reads as the metrics SDK's own`, async () => {
    const sdk = startSdk(temporality);
    const local = createLocalMetrics(resource, temporality);

    for (const round of [1, 2]) {
      measure(sdk.meterProvider, round);
      measure(local.meterProvider, round);
      const [expected, collected] = [await sdk.collect(), await local.collect()];

      assert.equal(
        withoutTimes(JsonMetricsSerializer.serializeRequest(collected)),
        withoutTimes(JsonMetricsSerializer.serializeRequest(onlyMeasured(expected))),
      );
      assert.ok(ProtobufMetricsSerializer.serializeRequest(collected)?.length);
    }
  });
}

/** The SDK gives scopes without a metric too. */
function onlyMeasured(measured: ResourceMetrics): ResourceMetrics {
  return { ...measured, scopeMetrics: measured.scopeMetrics.filter(({ metrics }) => metrics.length > 0) };
}

test('deltas begin where the last collection ended, and what was not touched since is left out', async () => {
  let nowMs = 1_000;
  const local = createLocalMetrics(resource, 'delta', () => nowMs);
  const counter = local.meterProvider.getMeter('scope').createCounter('count');

  counter.add(1, orders);
  nowMs = 2_500;
  await local.collect();
  counter.add(2, { ...orders, Pipeline: 'returns' });
  nowMs = 4_000;
  const { scopeMetrics } = await local.collect();
  const idle = await local.collect();

  const points = scopeMetrics[0]?.metrics[0]?.dataPoints;
  assert.equal(
    points?.map(({ startTime, endTime, attributes, value }) => [startTime, endTime, attributes.Pipeline, value]),
    [[[2, 500_000_000], [4, 0], 'returns', 2]],
  );
  assert.equal(idle.scopeMetrics, []);
});

test('running totals go on from the start, touched or not', async () => {
  let nowMs = 1_000;
  const local = createLocalMetrics(resource, 'cumulative', () => nowMs);
  const meter = local.meterProvider.getMeter('scope');
  meter.createCounter('count').add(3, orders);
  meter.createHistogram('latency').record(7, orders);

  await local.collect();
  nowMs = 4_000;
  const { scopeMetrics } = await local.collect();

  const points = scopeMetrics[0]?.metrics.flatMap(({ dataPoints }) => dataPoints as { startTime: unknown }[]);
  assert.equal(
    points?.map(({ startTime }) => startTime),
    [
      [1, 0],
      [1, 0],
    ],
  );
});

test('values of a whole batch land in the same histogram as those of the meter', async () => {
  const local = createLocalMetrics(resource, 'delta');
  const metric = { name: 'latency', description: '', unit: 'ms' };

  local.meterProvider.getMeter('scope').createHistogram('latency', { unit: 'ms' }).record(1, orders);
  local.histogramsOf('scope').histogram(metric as never)(orders)(Float64Array.of(2, 3));

  const { scopeMetrics } = await local.collect();
  const values = scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ dataPoints }) => dataPoints.map(({ value }) => value)),
  );
  assert.equal(
    (values as { count: number; sum: number }[]).map(({ count, sum }) => [count, sum]),
    [[3, 6]],
  );
});

test('more than 2,000 series add up in one that says so', async () => {
  const local = createLocalMetrics(resource, 'delta');
  const counter = local.meterProvider.getMeter('scope').createCounter('count');

  for (let number = 0; number < 2_100; number++) counter.add(1, { number });

  const { scopeMetrics } = await local.collect();
  const points = scopeMetrics[0]?.metrics[0]?.dataPoints ?? [];
  assert.is(points.length, 2_000);
  assert.equal(points.at(-1)?.attributes, { 'otel.metric.overflow': true });
  assert.is(points.at(-1)?.value, 101);
});

test('instruments that our SDKs do not ask for do nothing', async () => {
  const local = createLocalMetrics(resource, 'delta');
  const meter = local.meterProvider.getMeter('scope');

  meter.createUpDownCounter('level').add(1);
  meter.createObservableGauge('seen').addCallback((result) => result.observe(1));

  assert.equal((await local.collect()).scopeMetrics, []);
});

test.run();
