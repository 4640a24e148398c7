import { createKinesisHandler, kinesisOtelViews } from '@kinesis-otel/consumer-sdk';
import { metricCatalogue } from '@kinesis-otel/contract';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';

const test = suite('consumer-sdk / kinesisOtelViews');

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

    await createKinesisHandler(() => undefined, { tracerProvider, meterProvider })(buildKinesisEvent(['{}']));

    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    const kinds = Object.fromEntries(metrics.map(({ descriptor, dataPointType }) => [descriptor.name, dataPointType]));
    const { EXPONENTIAL_HISTOGRAM, HISTOGRAM, SUM } = sdk3.DataPointType;
    assert.equal(
      [kinds.RecordProcessingLatency, kinds.BatchSize, kinds.RecordProcessingSuccess, kinds.OfAnother],
      [EXPONENTIAL_HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUM, HISTOGRAM],
    );
  });
}

test('every histogram of the catalogue that we record has a view, and no counter has', () => {
  const ours = metricCatalogue.filter(({ sources }) => sources.some(({ from }) => from === 'consumer-sdk'));
  for (const { name, unit, kind } of ours) {
    const isViewed = kinesisOtelViews.some((view) => view.instrumentUnit === unit || view.instrumentName === name);

    assert.is(isViewed, kind === 'histogram', name);
  }
});

test.run();
