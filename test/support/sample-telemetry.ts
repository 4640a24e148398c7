import { context, type HrTime, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** A nanosecond count that no double holds: 1795367964357123457. */
const startTime: HrTime = [1795367964, 357123457];
export const parentSpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};
export const linkedSpanContext = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  traceFlags: 1,
};

/** One span with everything a span can have, as the OpenTelemetry SDK makes it. */
export async function sampleSpans(): Promise<ReadableSpan[]> {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const parent = trace.setSpanContext(context.active(), { ...parentSpanContext, traceFlags: TraceFlags.SAMPLED });
  const options = {
    kind: SpanKind.CONSUMER,
    startTime,
    attributes: {
      text: 'Ωμέγα',
      yes: true,
      no: false,
      whole: 42,
      fraction: 0.25,
      list: ['a', 'b'],
      bytes: new Uint8Array([1, 2, 255]),
    },
    links: [{ context: linkedSpanContext, attributes: { 'link.index': 1 } }],
  };
  const span = provider.getTracer('sample', '1.2.3').startSpan('process flights', options as never, parent);
  span.addEvent('exception', { 'exception.type': 'TypeError' }, startTime);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'bad record' });
  span.end([startTime[0], startTime[1] + 1]);
  const spans = exporter.getFinishedSpans();
  await provider.forceFlush();
  return [...spans];
}

/** A metric of every kind, as the OpenTelemetry SDK collects them. */
export async function sampleMetrics(): Promise<ResourceMetrics> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const views: ViewOptions[] = [
    { instrumentName: 'wide', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } },
    {
      instrumentName: 'narrow',
      aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [1, 10] } },
    },
  ];
  const provider = new MeterProvider({ readers: [reader], views });
  const meter = provider.getMeter('sample', '1.2.3');
  meter.createCounter('records', { unit: '{record}', description: 'Records.' }).add(3, { stream: 'flights' });
  meter.createGauge('level').record(0.5);
  const narrow = meter.createHistogram('narrow', { unit: 'ms' });
  const wide = meter.createHistogram('wide');
  for (const value of [0, 0.5, 5, 50]) {
    narrow.record(value);
    wide.record(value);
  }
  await provider.forceFlush();
  const [metrics] = exporter.getMetrics();
  await provider.shutdown();
  if (metrics === undefined) throw new Error('Nothing was collected.');
  return metrics;
}
