import { createReportOnce, type ReportOnce, rememberLast } from '@kinesis-otel/contract';
import { diag, type MeterProvider, metrics, type Tracer, trace } from '@opentelemetry/api';
import type { ProducerOptions } from './options.ts';
import { createProducerMetrics, type ProducerMetrics } from './producer-metrics.ts';

const scopeName = '@kinesis-otel/producer-sdk';

/** Where spans, metrics and warnings go. */
export interface ProducerTelemetry {
  readonly tracer: Tracer;
  /** Instruments of the meter provider that is registered at the time of the call. */
  readonly metrics: () => ProducerMetrics;
  readonly reportOnce: ReportOnce;
}

/**
 * Picks the tracer and the instruments.
 *
 * A tracer from the global API turns real when a provider is registered; a meter does not, so the instruments are made
 * anew when the global meter provider has changed.
 */
export function openProducerTelemetry(options: ProducerOptions): ProducerTelemetry {
  const instrumentsOf = rememberLast((provider: MeterProvider) => createProducerMetrics(provider.getMeter(scopeName)));
  return {
    tracer: (options.tracerProvider ?? trace).getTracer(scopeName),
    metrics: () => instrumentsOf(options.meterProvider ?? metrics.getMeterProvider()),
    reportOnce: createReportOnce((message, ...causes) => diag.warn(`${scopeName}: ${message}`, ...causes)),
  };
}
