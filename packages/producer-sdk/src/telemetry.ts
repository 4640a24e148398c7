import { createReportOnce, type ReportOnce, registeredApi, rememberLast } from '@kinesis-otel/contract';
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
  /** For what leaves records without context: said once in the process, and by Node where OpenTelemetry has no logger. */
  readonly alertOnce: ReportOnce;
}

/** Picks the tracer and the instruments: they are made anew when another provider has been registered, and only then. */
export function openProducerTelemetry(options: ProducerOptions): ProducerTelemetry {
  const tracerOf = rememberLast((provider: TracerProvider) => provider.getTracer(scopeName));
  const reportOnce = createReportOnce((message, ...causes) => globalApi.warn(`${scopeName}: ${message}`, ...causes));
  const instrumentsOf = rememberLast((provider: MeterProvider) => {
    // Where there is no tracer either, the put says so, and louder.
    const mayBeMissed = options.meterProvider === undefined && registeredApi().trace !== undefined;
    const mismatch = mayBeMissed ? globalApi.mismatch() : undefined;
    if (mismatch !== undefined) reportOnce(mismatch);
    const meter = provider.getMeter(scopeName);
    const metrics = createProducerMetrics(meter);
    return options.semconvMetrics === true ? withMessagingMetrics(metrics, meter) : metrics;
  });
  return {
    tracer: () => tracerOf(options.tracerProvider ?? globalApi.tracerProvider()),
    metrics: () => instrumentsOf(options.meterProvider ?? globalApi.meterProvider()),
    reportOnce,
    alertOnce,
  };
}

const alertOnce = createReportOnce((message) => globalApi.alert(`${scopeName}: ${message}`));
