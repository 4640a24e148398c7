import { recordProcessingLatency } from '@kinesis-otel/contract';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createExponentialHistogram } from '../../../packages/consumer-sdk/src/histograms/exponential-histogram.ts';

const test = suite('consumer-sdk / exponential-histogram');

function record(values: readonly number[]) {
  const histogram = createExponentialHistogram();
  // In two parts: what is recorded adds up.
  const half = values.length >> 1;
  for (const part of [values.slice(0, half), values.slice(half)]) histogram.record(Float64Array.from(part));
  return histogram.read();
}

/** What OpenTelemetry's own SDK makes of the values. */
async function recordWithSdk(values: readonly number[]): Promise<unknown> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const view = { instrumentName: '*', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } } as const;
  const provider = new MeterProvider({ readers: [reader], views: [view] });
  const histogram = provider.getMeter('test').createHistogram(recordProcessingLatency.name);
  for (const value of values) histogram.record(value);
  await provider.forceFlush();
  return exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics[0]?.dataPoints[0]?.value;
}

const latencies = fc.array(
  fc.oneof(fc.nat(86_400_000), fc.double({ min: 0.001, max: 10_000, noNaN: true }), fc.constantFrom(0, 1, 2, 1_024)),
  { minLength: 1, maxLength: 400 },
);

test('counts and buckets are those of OpenTelemetry’s own SDK, whatever the values', async () => {
  await fc.assert(
    fc.asyncProperty(latencies, async (values) => {
      const ours = record(values);
      const sdk = (await recordWithSdk(values)) as typeof ours;

      assert.equal(
        [ours.count, ours.zeroCount, ours.min, ours.max, ours.scale],
        [sdk.count, sdk.zeroCount, sdk.min, sdk.max, sdk.scale],
      );
      assert.ok(Math.abs(ours.sum - sdk.sum) <= 1e-9 * sdk.sum);
      assert.equal(withoutEdges(ours.positive), withoutEdges(sdk.positive));
    }),
    { numRuns: 60 },
  );
});

test('a value on the edge of a bucket is in the one below', () => {
  const { scale, positive } = record([1, 2, 4, 8, 16, 2 ** 40]);

  assert.ok(scale <= 1);
  assert.is(
    positive.bucketCounts.reduce((sum, count) => sum + count, 0),
    6,
  );
});

test('a histogram has 160 buckets at most, and loses no value', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), { maxLength: 300 }), (values) => {
      const { count, zeroCount, positive } = record(values);

      const inBuckets = positive.bucketCounts.reduce((sum, each) => sum + each, 0);
      assert.equal([count, inBuckets], [values.length, values.length - zeroCount]);
      assert.ok(positive.bucketCounts.length <= 160);
    }),
  );
});

for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
  test(`${value} is not recorded`, () => {
    const { count, positive, min } = record([value]);

    assert.equal([count, positive.bucketCounts, min], [0, [], undefined]);
  });
}

/** Buckets by their number; the SDK keeps empty ones at its edges. */
function withoutEdges({ offset, bucketCounts }: { readonly offset: number; readonly bucketCounts: readonly number[] }) {
  return bucketCounts.map((count, index) => [offset + index, count] as const).filter(([, count]) => count > 0);
}

test.run();
