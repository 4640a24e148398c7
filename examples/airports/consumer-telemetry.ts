// The first import of the consumer. Small pieces of the SDK: in a Lambda function every one of them is start-up time.
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createMetricReader } from './metric-reader.ts';

const resource = resourceFromAttributes({
  'service.name': process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'airports-consumer',
});
const spanProcessor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new TracerProvider({ resource, spanProcessors: [spanProcessor] }));
metrics.setGlobalMeterProvider(new MeterProvider({ resource, readers: [createMetricReader()] }));
