import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, kinesisOtelViews } from '@kinesis-otel/producer-sdk';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/* An application as a bundler gets it: puts two records to the Kinesis of AWS_ENDPOINT_URL, and sends what it measured. */
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const tracerProvider = new TracerProvider({
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
});
const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() });
const meterProvider = new MeterProvider({ readers: [reader], views: [...kinesisOtelViews] });
trace.setGlobalTracerProvider(tracerProvider);
metrics.setGlobalMeterProvider(meterProvider);

const client = instrumentKinesisClient(new KinesisClient({ region: 'eu-west-1' }));

async function run(StreamName: string): Promise<void> {
  const Records = ['a', 'b'].map((PartitionKey) => ({ Data: Buffer.from('{"id":1}'), PartitionKey }));
  await client.send(new PutRecordsCommand({ StreamName, Records }));
  await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
  client.destroy();
}

void run(process.argv[2] ?? '');
