import { batchSize, recordProcessingLatency } from '@kinesis-otel/contract';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import { JsonMetricsSerializer } from '@opentelemetry/otlp-transformer';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLocalHistograms } from '../../../packages/consumer-sdk/src/histograms/local-histograms.ts';

const test = suite('consumer-sdk / local-histograms');

const attributes = { Environment: 'Test', Pipeline: 'orders' };

for (const [
  version,
  { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader },
] of [
  ['2.x', sdk2 as unknown as typeof sdk3],
  ['3.x', sdk3],
] as const) {
  test(`a reader of SDK ${version} exports what was recorded since its last collection`, async () => {
    const local = createLocalHistograms('scope');
    const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const reader = new PeriodicExportingMetricReader({
      exporter,
      exportIntervalMillis: 3_600_000,
      metricProducers: [local as unknown as sdk3.MetricProducer],
    });
    const provider = new MeterProvider({ readers: [reader] });
    const record = local.histogram(recordProcessingLatency)(attributes);
    local.histogram(batchSize)({ ...attributes, Pipeline: 'returns' })(Float64Array.of(10));

    record(Float64Array.of(0, 1, 40));
    await provider.forceFlush();
    record(Float64Array.of(7));
    await provider.forceFlush();
    await provider.forceFlush();

    const points = exporter.getMetrics().flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap(({ scope, metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints, dataPointType }) =>
          dataPoints.map(({ value, ...point }) => {
            const { count, sum } = value as { count: number; sum: number };
            return [scope.name, descriptor.name, dataPointType, point.attributes.Pipeline, count, sum];
          }),
        ),
      ),
    );
    const kind = sdk3.DataPointType.EXPONENTIAL_HISTOGRAM;
    assert.equal(points, [
      ['scope', 'RecordProcessingLatency', kind, 'orders', 3, 41],
      ['scope', 'BatchSize', kind, 'returns', 1, 10],
      ['scope', 'RecordProcessingLatency', kind, 'orders', 1, 7],
    ]);
    const json = new TextDecoder().decode(JsonMetricsSerializer.serializeRequest(exporter.getMetrics()[0] as never));
    assert.match(
      json,
      /"name":"RecordProcessingLatency".*"unit":"ms".*"exponentialHistogram".*"aggregationTemporality":1/,
    );
  });
}

test('points are of the time since the last collection', async () => {
  let nowMs = 1_000;
  const local = createLocalHistograms('scope', 'delta', () => nowMs);
  const record = local.histogram(batchSize)(attributes);

  nowMs = 2_500;
  record(Float64Array.of(1));
  const first = await local.collect();
  nowMs = 4_000;
  record(Float64Array.of(1));
  const second = await local.collect();

  const times = [first, second].map(({ resourceMetrics }) => {
    const [point] = resourceMetrics.scopeMetrics[0]?.metrics[0]?.dataPoints ?? [];
    return [point?.startTime, point?.endTime];
  });
  assert.equal(times, [
    [
      [1, 0],
      [2, 500_000_000],
    ],
    [
      [2, 500_000_000],
      [4, 0],
    ],
  ]);
});

test('the same attributes are one series, in whatever order, and other ones another', async () => {
  const local = createLocalHistograms('scope');
  const histogram = local.histogram(batchSize);

  histogram({ Environment: 'Test', Pipeline: 'orders' })(Float64Array.of(1));
  local.histogram(batchSize)({ Pipeline: 'orders', Environment: 'Test' })(Float64Array.of(2));
  histogram({ Environment: 'Test', Pipeline: 'returns' })(Float64Array.of(4));

  const { resourceMetrics } = await local.collect();
  const points = resourceMetrics.scopeMetrics[0]?.metrics.flatMap(({ dataPoints }) => dataPoints);
  assert.equal(
    points?.map(({ value }) => [value.count, value.sum]),
    [
      [2, 3],
      [1, 4],
    ],
  );
});

test.run();
