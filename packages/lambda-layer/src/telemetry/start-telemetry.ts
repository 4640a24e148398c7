import { type HistogramSource, scopeName } from '@kinesis-otel/consumer-sdk/host';
import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import { createNoopMeter, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
import type { LazyParts } from '../lazy-parts.ts';
import { createLocalMetrics } from '../metrics/local-meter-provider.ts';
import type { OutboxParts } from '../otlp/open-outbox.ts';
import type { Outbox } from '../otlp/outbox.ts';
import type { LayerSettings } from '../settings/layer-settings.ts';
import type { OtlpSettings } from '../settings/otlp-settings.ts';
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

/** Loads what is needed to send. */
export type ExportParts = Pick<LazyParts, 'exporter' | 'protobuf'>;

const nothingIsSent = { root: 'always_off', isParentBased: false, ratio: 0 } as const;

/** Makes the layer's own tracer provider. */
export function startTraces(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
  parts: ExportParts,
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
  return {
    ...pipe,
    outbox: openedAtFirst(traces, reportOnce, parts, (opened) =>
      parts.exporter().openSpansOutbox(buffer, settings.maxSpansPerRequest, opened),
    ),
  };
}

/** Makes the layer's own meter provider, which is never the function's. */
export function startMetrics(
  settings: LayerSettings,
  variables: Variables,
  reportOnce: ReportOnce,
  parts: ExportParts,
): MetricsPipe {
  const { metrics } = settings;
  if (metrics === undefined) {
    return { provider: { getMeter: () => createNoopMeter() }, outbox: undefined, histograms: undefined };
  }
  const local = createLocalMetrics(functionResource(settings, variables), settings.metricTemporality);
  return {
    provider: local.meterProvider,
    outbox: openedAtFirst(metrics, reportOnce, parts, (opened) =>
      parts.exporter().openMetricsOutbox(local.collect, opened),
    ),
    histograms: local.histogramsOf(scopeName),
  };
}

/** An outbox that is made by its first flush: what it is made of is loaded then. */
function openedAtFirst(
  settings: OtlpSettings,
  reportOnce: ReportOnce,
  { protobuf }: ExportParts,
  open: (parts: OutboxParts) => Outbox,
): Outbox {
  let opened: Outbox | undefined;
  return {
    async flush(time) {
      try {
        opened ??= open({ settings, reportOnce, loadProtobuf: protobuf });
      } catch (error) {
        reportOnce('nothing can be exported', error);
        return;
      }
      await opened.flush(time);
    },
  };
}
