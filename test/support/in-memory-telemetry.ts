import { type Attributes, context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/** All that was recorded of one metric under one set of attributes. */
export interface Point {
  readonly attributes: Attributes;
  /** A counter's total, or the sum of a histogram's values. */
  readonly sum: number;
  /** Values of a histogram; undefined for a counter. */
  readonly count: number | undefined;
}

/** OpenTelemetry's real SDK, with everything kept in memory. */
export interface InMemoryTelemetry {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** Ended spans, in the order of their ends. */
  readonly spans: () => readonly ReadableSpan[];
  /** The span of the last batch, and of the last invocation. */
  readonly batchSpan: () => ReadableSpan | undefined;
  readonly invocationSpan: () => ReadableSpan | undefined;
  /** The points of a metric whose attributes include those given. */
  readonly points: (metric: string, where?: Attributes) => Promise<readonly Point[]>;
  /** The sum over those points; undefined where there are none. */
  readonly sum: (metric: string, where?: Attributes) => Promise<number | undefined>;
}

/** Starts an SDK that exports spans at once and metrics as deltas, both into memory. */
export function createInMemoryTelemetry(options: { readonly sampler?: Sampler } = {}): InMemoryTelemetry {
  useAsyncContext();
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    ...options,
    spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })],
  });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const points = async (metric: string, where: Attributes = {}) => {
    await meterProvider.forceFlush();
    return readPoints(metricExporter, metric).filter((point) => includes(point.attributes, where));
  };
  return {
    tracerProvider,
    meterProvider,
    spans: () => spanExporter.getFinishedSpans(),
    // An invocation's span ends last, and the batch's before it.
    batchSpan: () => spanExporter.getFinishedSpans().at(-2),
    invocationSpan: () => spanExporter.getFinishedSpans().at(-1),
    points,
    async sum(metric, where) {
      const found = await points(metric, where);
      return found.length === 0 ? undefined : found.reduce((total, point) => total + point.sum, 0);
    },
  };
}

let hasAsyncContext = false;

/** Makes the active context follow promises, as every real SDK set-up does. */
export function useAsyncContext(): void {
  if (hasAsyncContext) return;
  hasAsyncContext = true;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

function readPoints(exporter: InMemoryMetricExporter, metric: string): Point[] {
  const byAttributes = new Map<string, Point>();
  const found = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .filter(({ descriptor }) => descriptor.name === metric);
  for (const { dataPoints } of found) {
    for (const { attributes, value } of dataPoints) {
      const key = JSON.stringify(Object.entries(attributes).sort());
      byAttributes.set(key, addUp(byAttributes.get(key), attributes, value));
    }
  }
  return [...byAttributes.values()];
}

function addUp(before: Point | undefined, attributes: Attributes, value: unknown): Point {
  const { sum = 0, count } = typeof value === 'number' ? { sum: value } : (value as { sum?: number; count: number });
  return {
    attributes,
    sum: (before?.sum ?? 0) + sum,
    count: count === undefined ? undefined : (before?.count ?? 0) + count,
  };
}

function includes(attributes: Attributes, where: Attributes): boolean {
  return Object.entries(where).every(([name, value]) => attributes[name] === value);
}
