import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import { semconvMetrics } from '@kinesis-otel/contract';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { figuresOf } from './emf-figures.ts';
import { onAdot } from './on-adot.ts';

const test = suite('collector-config / the metrics of the messaging conventions, in CloudWatch');

const onCollector = onAdot(test, 'metrics of the messaging conventions on a real collector');
const names = semconvMetrics.map(({ name }) => name);

test('there are four of them', () => {
  assert.is(names.length, 4);
});

/** One put and one record of a real producer and consumer, exported to a collector by OpenTelemetry's SDK. */
async function putAndConsume(url: string): Promise<void> {
  const temporalityPreference = AggregationTemporality.DELTA;
  const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics`, temporalityPreference });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const { tracerProvider } = createInMemoryTelemetry();
  const options = { meterProvider, tracerProvider, semconvMetrics: true };
  const client = instrumentKinesisClient(createFakeAwsClient(), options);
  const input = { StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' };

  await client.send(new PutRecordCommand(input));
  await createKinesisHandler(() => undefined, options)(buildKinesisEvent([{ data: {} }], { streamName: 'orders' }));
  await meterProvider.shutdown();
}

onCollector('none arrives beside ours, where none is named', async (aws, collector) => {
  await putAndConsume(collector.url);
  await collector.stop();

  const arrived = new Set(figuresOf(aws.documents).map(({ name }) => name));
  assert.equal([arrived.has('PutRecordLatency'), arrived.has('RecordProcessingSuccess')], [true, true]);
  for (const name of names) assert.not.match(JSON.stringify(aws.documents), name);
});

onCollector(
  'one that is named arrives, with our dimensions, and no other',
  async (aws, collector) => {
    await putAndConsume(collector.url);
    await collector.stop();

    const arrived = figuresOf(aws.documents).filter(({ name }) => names.includes(name));
    assert.equal(
      arrived.map(({ name, unit, series }) => [name, unit, series]),
      [['messaging.process.duration', 'Seconds', ['Environment=Production,Pipeline=orders']]],
    );
  },
  { metrics: [{ name: 'messaging.process.duration', unit: 'Seconds' }] },
);

onCollector(
  'without the filter all four come along',
  async (aws, collector) => {
    await putAndConsume(collector.url);
    await collector.stop();

    for (const name of names) assert.match(JSON.stringify(aws.documents), name);
  },
  {},
  (config) => config.replace('memory_limiter, filter/catalogue', 'memory_limiter'),
);

test.run();
