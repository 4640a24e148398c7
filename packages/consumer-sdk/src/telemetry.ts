import {
  boundErrorTypes,
  createReportOnce,
  type ErrorTypeOf,
  type ReportOnce,
  rememberLast,
} from '@kinesis-otel/contract';
import { diag, type MeterProvider, metrics, type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import { type ConsumerMetrics, createConsumerMetrics } from './consumer-metrics.ts';
import { createWriteMetrics, type WriteMetrics } from './downstream/write-metrics.ts';
import type { ConsumerOptions } from './options.ts';

const scopeName = '@kinesis-otel/consumer-sdk';

/** Where spans, metrics and warnings go. */
export interface ConsumerTelemetry {
  readonly tracer: Tracer;
  readonly tracerProvider: () => TracerProvider;
  readonly meterProvider: () => MeterProvider;
  /** Instruments of the meter provider that is registered at the time of the call. */
  readonly metrics: () => ConsumerMetrics;
  readonly writeMetrics: () => WriteMetrics;
  readonly errorTypeOf: ErrorTypeOf;
  readonly reportOnce: ReportOnce;
}

/**
 * Picks the tracer and the instruments.
 *
 * A tracer from the global API turns real when a provider is registered; a meter does not, so the instruments are made
 * anew when the global meter provider has changed.
 */
export function openConsumerTelemetry(
  options: Pick<ConsumerOptions, 'tracerProvider' | 'meterProvider'>,
): ConsumerTelemetry {
  const errorTypeOf = boundErrorTypes();
  const meterProvider = () => options.meterProvider ?? metrics.getMeterProvider();
  const metricsOf = rememberLast((provider: MeterProvider) =>
    createConsumerMetrics(provider.getMeter(scopeName), errorTypeOf),
  );
  const writeMetricsOf = rememberLast((provider: MeterProvider) =>
    createWriteMetrics(provider.getMeter(scopeName), errorTypeOf),
  );
  return {
    tracer: (options.tracerProvider ?? trace).getTracer(scopeName),
    tracerProvider: () => options.tracerProvider ?? trace.getTracerProvider(),
    meterProvider,
    metrics: () => metricsOf(meterProvider()),
    writeMetrics: () => writeMetricsOf(meterProvider()),
    errorTypeOf,
    reportOnce: createReportOnce((message, ...causes) => diag.warn(`${scopeName}: ${message}`, ...causes)),
  };
}
