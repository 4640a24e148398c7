import { createReportOnce, type ReportOnce, rememberLast } from '@kinesis-otel/contract';
import type { MeterProvider, Tracer, TracerProvider } from '@opentelemetry/api';
import { globalApi } from './global-api.ts';
import type { ProducerOptions } from './options.ts';
import { withMessagingMetrics } from './outcome/messaging-metrics.ts';
import { createProducerMetrics, type ProducerMetrics } from './outcome/producer-metrics.ts';

/** The instrumentation scope of all spans and metrics of this package. */
export const scopeName = '@kinesis-otel/producer-sdk';

/** Where spans, metrics and warnings go. */
export interface ProducerTelemetry {
  /** A tracer of the provider that is registered at the time of the call. */
  readonly tracer: () => Tracer;
  /** Instruments of the meter provider that is registered at the time of the call. */
  readonly metrics: () => ProducerMetrics;
  readonly reportOnce: ReportOnce;
}

/** Picks the tracer and the instruments: they are made anew when another provider has been registered, and only then. */
export function openProducerTelemetry(options: ProducerOptions): ProducerTelemetry {
  const tracerOf = rememberLast((provider: TracerProvider) => provider.getTracer(scopeName));
  const reportOnce = createReportOnce((message, ...causes) => globalApi.warn(`${scopeName}: ${message}`, ...causes));
  const instrumentsOf = rememberLast((provider: MeterProvider) => {
    const mismatch = options.meterProvider === undefined ? globalApi.mismatch() : undefined;
    if (mismatch !== undefined) reportOnce(mismatch);
    const meter = provider.getMeter(scopeName);
    const metrics = createProducerMetrics(meter);
    return options.semconvMetrics === true ? withMessagingMetrics(metrics, meter) : metrics;
  });
  return {
    tracer: () => tracerOf(options.tracerProvider ?? globalApi.tracerProvider()),
    metrics: () => instrumentsOf(options.meterProvider ?? globalApi.meterProvider()),
    reportOnce,
  };
}
