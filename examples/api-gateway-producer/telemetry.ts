// The first import of the function. Small pieces of the SDK: in a Lambda function every one of them is start-up time.
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const resource = resourceFromAttributes({ 'service.name': process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'orders-api' });
const spanProcessor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
const exporter = new OTLPMetricExporter({ temporalityPreference: AggregationTemporalityPreference.DELTA });

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new TracerProvider({ resource, spanProcessors: [spanProcessor] }));
metrics.setGlobalMeterProvider(
  new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter })] }),
);
