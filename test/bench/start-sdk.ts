import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  AggregationTemporality,
  MeterProvider,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** OpenTelemetry's SDK with its OTLP exporters over HTTP, as a function would set it up. */
export interface StartedSdk {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly stop: () => Promise<void>;
}

/** Starts one. Its queue has room for every span of a batch: a comparison with spans that were dropped would be none. */
export function startSdk(url: string, metricProducers: readonly MetricProducer[] = []): StartedSdk {
  const spanProcessor = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }),
    maxQueueSize: 20_000,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({
      url: `${url}/v1/metrics`,
      temporalityPreference: AggregationTemporality.DELTA,
    }),
    exportIntervalMillis: 3_600_000,
    metricProducers: [...metricProducers],
  });
  const tracerProvider = new TracerProvider({ spanProcessors: [spanProcessor] });
  const meterProvider = new MeterProvider({ readers: [reader] });
  return {
    tracerProvider,
    meterProvider,
    // What is not delivered by then is not missed.
    stop: async () => void (await Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown()])),
  };
}
