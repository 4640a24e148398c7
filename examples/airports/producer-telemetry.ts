// Loaded before the producer: node --import ./producer-telemetry.ts producer.ts
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { createMetricReader } from './metric-reader.ts';

const sdk = new NodeSDK({
  serviceName: 'airports-producer',
  // A burst ends more spans at once than the default queue of 2,048 holds, and what does not fit is dropped.
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), maxQueueSize: 20_000 })],
  metricReaders: [createMetricReader()],
  instrumentations: [new AwsInstrumentation()],
});
sdk.start();

process.once('beforeExit', () => sdk.shutdown());
