import {
  boundErrorTypes,
  createReportOnce,
  type ErrorTypeOf,
  type ReportOnce,
  rememberLast,
} from '@kinesis-otel/contract';
import type { MeterProvider, Tracer, TracerProvider } from '@opentelemetry/api';
import { hasCumulativeReader } from './cumulative-reader.ts';
import { createWriteMetrics, type WriteMetrics } from './downstream/write-metrics.ts';
import { globalApi, isNothingRegistered } from './global-api.ts';
import { type HistogramSource, histogramsOfMeter } from './histograms/histogram-source.ts';
import type { ConsumerOptions } from './options.ts';
import { type ConsumerMetrics, createConsumerMetrics } from './outcome/consumer-metrics.ts';
import { withMessagingMetrics } from './outcome/messaging-metrics.ts';

/** The instrumentation scope of all spans and metrics of this package. */
export const scopeName = '@kinesis-otel/consumer-sdk';

const nothingRegistered = `${scopeName}: no OpenTelemetry provider is registered, so nothing is recorded. Register an SDK, pass \`tracerProvider\` and \`meterProvider\`, or add the layer.`;
const cumulativeReader =
  'a metric reader exports running totals, which cannot be added up over Lambda environments: set its exporter to delta temporality';

/** Where spans, metrics and warnings go. */
export interface ConsumerTelemetry {
  /** A tracer of the provider that is registered at the time it is read. */
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
 * Picks the tracer and the instruments: they are made anew when another provider has been registered, and only then.
 *
 * @param histograms where an owner of the SDK wants the values of the consumer's histograms; left out, in the SDK
 */
export function openConsumerTelemetry(
  options: Pick<ConsumerOptions, 'tracerProvider' | 'meterProvider' | 'semconvMetrics'>,
  histograms?: HistogramSource,
): ConsumerTelemetry {
  const errorTypeOf = boundErrorTypes();
  const reportOnce = createReportOnce((message, ...causes) => globalApi.warn(`${scopeName}: ${message}`, ...causes));
  const tracerProvider = () => options.tracerProvider ?? globalApi.tracerProvider();
  const meterProvider = () => options.meterProvider ?? globalApi.meterProvider();
  const tracerOf = rememberLast((provider: TracerProvider) => provider.getTracer(scopeName));
  const metricsOf = rememberLast((provider: MeterProvider) => {
    const mismatch = options.meterProvider === undefined ? globalApi.mismatch() : undefined;
    if (mismatch !== undefined) reportOnce(mismatch);
    if (options.meterProvider === undefined && options.tracerProvider === undefined && isNothingRegistered()) {
      // Nobody listens to OpenTelemetry's own logger either.
      process.emitWarning(nothingRegistered, { code: 'KINESIS_OTEL_NOTHING_REGISTERED' });
    }
    if (hasCumulativeReader(provider)) reportOnce(cumulativeReader);
    const meter = provider.getMeter(scopeName);
    const source = histograms ?? histogramsOfMeter(meter);
    const metrics = createConsumerMetrics(meter, source, errorTypeOf);
    return options.semconvMetrics === true ? withMessagingMetrics(metrics, meter, source, errorTypeOf) : metrics;
  });
  const writeMetricsOf = rememberLast((provider: MeterProvider) =>
    createWriteMetrics(provider.getMeter(scopeName), errorTypeOf),
  );
  return {
    get tracer() {
      return tracerOf(tracerProvider());
    },
    tracerProvider,
    meterProvider,
    metrics: () => metricsOf(meterProvider()),
    writeMetrics: () => writeMetricsOf(meterProvider()),
    errorTypeOf,
    reportOnce,
  };
}
