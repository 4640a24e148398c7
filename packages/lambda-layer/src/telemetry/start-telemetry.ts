import { type HistogramSource, scopeName } from '@kinesis-otel/consumer-sdk/host';
import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import { createNoopMeter, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
import { createLocalMetrics } from '../metrics/local-meter-provider.ts';
import { createMetricSource } from '../otlp/metric-source.ts';
import { createOutbox, type Outbox } from '../otlp/outbox.ts';
import { createPost } from '../otlp/post.ts';
import type { LoadSerializers } from '../otlp/serializers.ts';
import { createSpanSource } from '../otlp/span-source.ts';
import type { LayerSettings } from '../settings/layer-settings.ts';
import { functionResource } from './function-resource.ts';
import { createSampler } from './sampler.ts';
import { createSpanBuffer } from './span-buffer.ts';

/** A provider, and how what it has made gets out; undefined where it is not to be sent. */
export interface Pipe<Provider> {
  /** Only makes: nobody who is handed it flushes or ends it. */
  readonly provider: Provider;
  readonly outbox: Outbox | undefined;
}

/** The layer's meter provider, and the way its histograms take whole batches of values; undefined where nothing is sent. */
export interface MetricsPipe extends Pipe<MeterProvider> {
  readonly histograms: HistogramSource | undefined;
}

const nothingIsSent = { root: 'always_off', isParentBased: false, ratio: 0 } as const;

/** Makes the layer's own tracer provider. */
export function startTraces(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
  loadSerializers: LoadSerializers,
): Pipe<TracerProvider> {
  const { traces, sampler, spanLimits } = settings;
  const buffer = createSpanBuffer(settings.maxQueuedSpans);
  const provider = new SdkTracerProvider({
    resource: functionResource(settings, variables),
    sampler: createSampler(traces === undefined ? nothingIsSent : sampler),
    spanLimits,
    spanProcessors: [buffer.processor],
  });
  const pipe = { provider: { getTracer: (...scope) => provider.getTracer(...scope) } satisfies TracerProvider };
  if (traces === undefined) return { ...pipe, outbox: undefined };
  const source = createSpanSource(
    buffer,
    (spans) => loadSerializers(traces.encoding).traceSerializer.serializeRequest(spans),
    settings.maxSpansPerRequest,
    reportOnce,
  );
  return { ...pipe, outbox: createOutbox('spans', source, createPost(traces), reportOnce) };
}

/** Makes the layer's own meter provider, which is never the function's. */
export function startMetrics(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
  loadSerializers: LoadSerializers,
): MetricsPipe {
  const { metrics } = settings;
  if (metrics === undefined) {
    return { provider: { getMeter: () => createNoopMeter() }, outbox: undefined, histograms: undefined };
  }
  const local = createLocalMetrics(functionResource(settings, variables), settings.metricTemporality);
  const source = createMetricSource(
    local.collect,
    (measured) => loadSerializers(metrics.encoding).metricSerializer.serializeRequest(measured),
    reportOnce,
  );
  return {
    provider: local.meterProvider,
    outbox: createOutbox('metrics', source, createPost(metrics), reportOnce),
    histograms: local.histogramsOf(scopeName),
  };
}
