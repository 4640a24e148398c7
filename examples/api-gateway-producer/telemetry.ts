// Imported first, so that OpenTelemetry is there before the first put. Not needed where a layer starts OpenTelemetry.
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationType,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const resource = resourceFromAttributes({ 'service.name': process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'orders-api' });
const spans = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
const reader = new PeriodicExportingMetricReader({
  // Delta and exponential histograms: CloudWatch works out percentiles from nothing else.
  exporter: new OTLPMetricExporter({
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    aggregationPreference: (instrument) =>
      instrument === InstrumentType.HISTOGRAM
        ? { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 100, recordMinMax: true } }
        : { type: AggregationType.DEFAULT },
  }),
});

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(new TracerProvider({ resource, spanProcessors: [spans] }));
metrics.setGlobalMeterProvider(new MeterProvider({ resource, readers: [reader] }));

/**
 * Sends what there is before Lambda freezes the function, and gives up after so many milliseconds: a collector that is
 * down must not hold up the answer. Never rejects.
 */
export async function flushTelemetry(timeoutMs: number): Promise<void> {
  const { promise: tooLate, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([Promise.allSettled([spans.forceFlush(), reader.forceFlush()]), tooLate]);
  clearTimeout(timer);
}
