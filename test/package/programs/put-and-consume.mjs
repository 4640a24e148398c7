/*
 * node put-and-consume.mjs <esm|cjs> <wrapped|found> <stream>: puts three records to the Kinesis of AWS_ENDPOINT_URL with a
 * client that is wrapped, or that the instrumentation is to find; reads them back, hands them to both kinds of handler as
 * Lambda would, and tells, as JSON, what came out. Lies in a project that has the packages as npm would serve them. Plain
 * JavaScript: an older Node runs it.
 */
import { createRequire } from 'node:module';
import { gunzipSync, gzipSync } from 'node:zlib';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const [, , format, way, StreamName] = process.argv;
const require = createRequire(import.meta.url);
const load = (name) => (format === 'cjs' ? require(name) : import(name));
const { instrumentKinesisClient } = await load('@kinesis-otel/producer-sdk');
const { createKinesisInstrumentation } = await load('@kinesis-otel/producer-sdk/instrumentation');
const { createKinesisHandler, instrumentKinesisHandler } = await load('@kinesis-otel/consumer-sdk');

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const spanExporter = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 });
const meterProvider = new MeterProvider({ readers: [reader] });
const providers = { tracerProvider, meterProvider };

// Before the AWS SDK is loaded, as its users do.
if (way === 'found') createKinesisInstrumentation(providers);
const { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordsCommand } =
  await load('@aws-sdk/client-kinesis');

const client = new KinesisClient({ region: 'eu-west-1' });
if (way === 'wrapped') instrumentKinesisClient(client, providers);
const payloads = [Buffer.from('{"id":1}'), gzipSync('{"id":2}'), Buffer.from('plain text')];
const Records = payloads.map((Data) => ({ Data, PartitionKey: 'a' }));
await client.send(new PutRecordsCommand({ StreamName, Records }));

const ShardId = 'shardId-000000000000';
const first = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
const { ShardIterator } = await client.send(new GetShardIteratorCommand(first));
const read = await client.send(new GetRecordsCommand({ ShardIterator }));
client.destroy();

/** An event of its own for each handler: a delivery is told by its event. */
const deliver = () => ({
  Records: read.Records.map(({ Data, PartitionKey, SequenceNumber, ApproximateArrivalTimestamp }) => ({
    eventID: `${ShardId}:${SequenceNumber}`,
    eventSource: 'aws:kinesis',
    eventSourceARN: `arn:aws:kinesis:eu-west-1:123456789012:stream/${StreamName}`,
    kinesis: {
      data: Buffer.from(Data).toString('base64'),
      partitionKey: PartitionKey,
      sequenceNumber: SequenceNumber,
      approximateArrivalTimestamp: ApproximateArrivalTimestamp.getTime() / 1_000,
    },
  })),
});

// What gzip makes of a text depends on its version.
const isGzip = (data) => data.startsWith('H4sI');
const gunzipped = (data) => `gzip of ${gunzipSync(Buffer.from(data, 'base64'))}`;
const seen = [];
// However long ago the records arrived.
const options = { ...providers, linkAfterMs: Number.MAX_SAFE_INTEGER };
const byRecord = createKinesisHandler(({ data }) => void seen.push(data), { ...options, decode: 'text' });
const byBatch = instrumentKinesisHandler(async ({ Records: records }) => {
  for (const { kinesis } of records) seen.push(isGzip(kinesis.data) ? gunzipped(kinesis.data) : kinesis.data);
}, options);
await byRecord(deliver());
await byBatch(deliver());

const [sent] = spanExporter.getFinishedSpans().filter(({ name }) => name.startsWith('send'));
const spans = spanExporter.getFinishedSpans().map(({ name, kind, parentSpanContext }) => {
  const ofSent = parentSpanContext?.spanId === sent?.spanContext().spanId ? ' of the put' : '';
  return `${name.replace(StreamName, 'orders')} ${kind}${ofSent}`;
});
const sums = {};
for (const { scopeMetrics } of metricExporter.getMetrics()) {
  for (const { descriptor, dataPoints } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
    if (!/^(PutRecordSuccess|RecordProcessing|TraceContext)/.test(descriptor.name)) continue;
    for (const { attributes, value } of dataPoints) {
      const key = [descriptor.name, attributes.outcome, attributes.reason].filter(Boolean).join(' ');
      sums[key] = (sums[key] ?? 0) + (typeof value === 'number' ? value : value.count);
    }
  }
}
console.log(JSON.stringify({ seen, spans: spans.sort(), sums }));
await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
