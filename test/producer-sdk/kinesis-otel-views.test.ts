import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { metricCatalogue } from '@kinesis-otel/contract';
import { instrumentKinesisClient, kinesisOtelViews } from '@kinesis-otel/producer-sdk';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';

const test = suite('producer-sdk / kinesisOtelViews');

for (const [
  version,
  { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader },
] of [
  ['2.x', sdk2 as unknown as typeof sdk3],
  ['3.x', sdk3],
] as const) {
  test(`on SDK ${version} our histograms are exponential, our counters are counters, and others stay as they are`, async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meterProvider = new MeterProvider({ readers: [reader], views: [...kinesisOtelViews] });
    const { tracerProvider } = createInMemoryTelemetry();
    meterProvider.getMeter('another').createHistogram('OfAnother').record(1);

    const client = instrumentKinesisClient(createFakeAwsClient(), { tracerProvider, meterProvider });
    const Records = [{ Data: Buffer.from('{}'), PartitionKey: 'a' }];
    await client.send(new PutRecordsCommand({ StreamName: 'orders', Records }));
    await meterProvider.forceFlush();

    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    const kinds = Object.fromEntries(metrics.map(({ descriptor, dataPointType }) => [descriptor.name, dataPointType]));
    const { EXPONENTIAL_HISTOGRAM, HISTOGRAM, SUM } = sdk3.DataPointType;
    assert.equal(
      [kinds.PutRecordLatency, kinds.PutRecordSuccess, kinds.OfAnother],
      [EXPONENTIAL_HISTOGRAM, SUM, HISTOGRAM],
    );
  });
}

test('every histogram of the catalogue that we record has a view, and no counter has', () => {
  const ours = metricCatalogue.filter(({ sources }) => sources.some(({ from }) => from === 'producer-sdk'));
  for (const { name, unit, kind } of ours) {
    const isViewed = kinesisOtelViews.some((view) => view.instrumentUnit === unit || view.instrumentName === name);

    assert.is(isViewed, kind === 'histogram', name);
  }
});

test.run();
