import { createLocalHistograms, type HistogramSource, scopeName } from '@kinesis-otel/consumer-sdk/host';
import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import { createNoopMeter, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import {
  type MetricProducer,
  type MetricReader,
  type ResourceMetrics,
  MeterProvider as SdkMeterProvider,
} from '@opentelemetry/sdk-metrics';
import { type ReadableSpan, TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
import { createMetricSource } from '../otlp/metric-source.ts';
import { createOutbox, type Outbox } from '../otlp/outbox.ts';
import { createPost } from '../otlp/post.ts';
import { createSpanSource } from '../otlp/span-source.ts';
import type { LayerSettings } from '../settings/layer-settings.ts';
import { functionResource } from './function-resource.ts';
import { createMetricReader } from './metric-reader.ts';
import { createSampler } from './sampler.ts';
import { createSpanBuffer } from './span-buffer.ts';

/** A provider, and how what it has made gets out; undefined where it is not to be sent. */
export interface Pipe<Provider> {
  /** Only makes: nobody who is handed it flushes or ends it. */
  readonly provider: Provider;
  readonly outbox: Outbox | undefined;
}

/** The layer's meter provider, and histograms beside it that add up by themselves; undefined where the provider's own do. */
export interface MetricsPipe extends Pipe<MeterProvider> {
  readonly histograms: HistogramSource | undefined;
}

/** Loads what turns telemetry into bytes. */
export type LoadSerializers = () => typeof import('../otlp/serializers.ts');

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
  const serialize = (spans: ReadableSpan[]): Uint8Array | undefined => {
    const { JsonTraceSerializer, ProtobufTraceSerializer } = loadSerializers();
    return (traces?.encoding === 'http/json' ? JsonTraceSerializer : ProtobufTraceSerializer).serializeRequest(spans);
  };
  const source = createSpanSource(buffer, serialize, settings.maxSpansPerRequest, reportOnce);
  return {
    provider: { getTracer: (...scope) => provider.getTracer(...scope) },
    outbox: traces && createOutbox('spans', source, createPost(traces), reportOnce),
  };
}

/** Makes the layer's own meter provider, which is never the function's, when the first instrument is asked for. */
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
  // They begin anew with every collection, so they cannot be cumulative.
  const histograms = settings.metricTemporality === 'delta' ? createLocalHistograms(scopeName) : undefined;
  let started: { readonly provider: MeterProvider; readonly reader: MetricReader } | undefined;
  const start = (): NonNullable<typeof started> => {
    const producers = histograms === undefined ? [] : [histograms as unknown as MetricProducer];
    const reader = createMetricReader(settings.metricTemporality, producers);
    return {
      provider: new SdkMeterProvider({ resource: functionResource(settings, variables), readers: [reader] }),
      reader,
    };
  };
  const serialize = (measured: ResourceMetrics): Uint8Array | undefined => {
    const { JsonMetricsSerializer, ProtobufMetricsSerializer } = loadSerializers();
    const serializer = metrics.encoding === 'http/json' ? JsonMetricsSerializer : ProtobufMetricsSerializer;
    return serializer.serializeRequest(measured);
  };
  return {
    provider: {
      getMeter(...scope) {
        started ??= start();
        return started.provider.getMeter(...scope);
      },
    },
    outbox: createOutbox(
      'metrics',
      createMetricSource(() => started?.reader, serialize, reportOnce),
      createPost(metrics),
      reportOnce,
    ),
    histograms,
  };
}
