import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import { createNoopMeter, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import {
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { MeterProvider as SdkMeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
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

const nothingIsSent = { root: 'always_off', isParentBased: false, ratio: 0 } as const;

/** Makes the layer's own tracer provider. */
export function startTraces(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
): Pipe<TracerProvider> {
  const { traces, sampler, spanLimits } = settings;
  const buffer = createSpanBuffer(settings.maxQueuedSpans);
  const provider = new SdkTracerProvider({
    resource: functionResource(settings, variables),
    sampler: createSampler(traces === undefined ? nothingIsSent : sampler),
    spanLimits,
    spanProcessors: [buffer.processor],
  });
  const serializer = traces?.encoding === 'http/protobuf' ? ProtobufTraceSerializer : JsonTraceSerializer;
  const source = createSpanSource(buffer, serializer, settings.maxSpansPerRequest, reportOnce);
  return {
    provider: { getTracer: (...scope) => provider.getTracer(...scope) },
    outbox: traces && createOutbox('spans', source, createPost(traces), reportOnce),
  };
}

/** Makes the layer's own meter provider, which is never the function's. */
export function startMetrics(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
): Pipe<MeterProvider> {
  const { metrics } = settings;
  if (metrics === undefined) return { provider: { getMeter: () => createNoopMeter() }, outbox: undefined };
  const reader = createMetricReader(settings.metricTemporality);
  const provider = new SdkMeterProvider({ resource: functionResource(settings, variables), readers: [reader] });
  const serializer = metrics.encoding === 'http/protobuf' ? ProtobufMetricsSerializer : JsonMetricsSerializer;
  return {
    provider: { getMeter: (...scope) => provider.getMeter(...scope) },
    outbox: createOutbox(
      'metrics',
      createMetricSource(reader, serializer, reportOnce),
      createPost(metrics),
      reportOnce,
    ),
  };
}
