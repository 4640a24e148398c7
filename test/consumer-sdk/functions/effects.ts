import { randomUUID } from 'node:crypto';
import { createKinesisHandler, type KinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/*
 * A function under test: each record has one effect, which is a line in the log. EFFECTS_OPTIONS, JSON, sets the handler's
 * options; a record whose payload says so fails at its first deliveries, or at all of them.
 */
const exporter = new OTLPMetricExporter({ temporalityPreference: AggregationTemporality.DELTA });
const spanProcessor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [spanProcessor] }));
metrics.setGlobalMeterProvider(
  new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })] }),
);

/** One record of the test's. */
export interface EffectRecord {
  readonly n: number;
  /** Deliveries that fail; left out, none. */
  readonly failures?: number;
}

const options: KinesisHandlerOptions = JSON.parse(process.env.EFFECTS_OPTIONS ?? '{}');
const deliveries = new Map<number, number>();
const sandbox = randomUUID();

export const handler: KinesisHandler = createKinesisHandler<EffectRecord>(async ({ data, partitionKey }) => {
  const delivery = (deliveries.get(data.n) ?? 0) + 1;
  deliveries.set(data.n, delivery);
  await new Promise((resolve) => setTimeout(resolve, data.n % 3));
  if (delivery <= (data.failures ?? 0)) throw new TypeError(`record ${data.n} fails`);
  console.log(JSON.stringify({ effect: data.n, key: partitionKey, sandbox }));
}, options);
