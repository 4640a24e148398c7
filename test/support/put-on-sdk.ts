import { createRequire } from 'node:module';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type * as Producer from '@kinesis-otel/producer-sdk';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import * as api from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import * as sdkMetrics from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { startOtlpReceiver } from '../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import { createTelemetryLog } from '../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';
import { createAwsRequestHandler, offlineConfig } from './aws-request-handler.ts';
import { readStamped } from './read-stamped.ts';

/*
 * node put-on-sdk.ts <registrations> <path of the library>: one put, after SDK 2.x with API 1.9 and SDK 3.x with API 1.10
 * have registered, in that order, what the list says. Tells, as JSON, what arrived, what was warned of, and whether both
 * records carry the span's context.
 */
export type Registration = '2 traces' | '2 metrics' | '3 traces' | '3 metrics';

const [, , list = '[]', path = ''] = process.argv;
const registrations: readonly Registration[] = JSON.parse(list);

const log = createTelemetryLog();
const receiver = await startOtlpReceiver(0, log, undefined);
const url = `http://127.0.0.1:${receiver.port}/v1/traces`;
const warnings: string[] = [];
const logger = {
  error: () => undefined,
  warn: (message: string) => void warnings.push(message),
  info: () => undefined,
  debug: () => undefined,
  verbose: () => undefined,
};

const ofSdk2 = new sdk2.BasicTracerProvider({
  spanProcessors: [new sdk2.BatchSpanProcessor(new sdk2.OTLPTraceExporter({ url }))],
});
const ofSdk3 = new TracerProvider({
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
});
const metricsOfSdk2 = createMeter(sdk2 as unknown as typeof sdkMetrics);
const metricsOfSdk3 = createMeter(sdkMetrics);

// The logger is the first registration's, as the application's would be.
if (registrations[0]?.startsWith('2')) sdk2.diag.setLogger(logger);
else api.diag.setLogger(logger);
const register: Readonly<Record<Registration, () => void>> = {
  '2 traces': () => {
    sdk2.context.setGlobalContextManager(new sdk2.AsyncLocalStorageContextManager().enable());
    sdk2.trace.setGlobalTracerProvider(ofSdk2);
  },
  '2 metrics': () => void sdk2.metrics.setGlobalMeterProvider(metricsOfSdk2.provider as never),
  '3 traces': () => {
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    api.trace.setGlobalTracerProvider(ofSdk3);
  },
  '3 metrics': () => void api.metrics.setGlobalMeterProvider(metricsOfSdk3.provider),
};
for (const registration of registrations) register[registration]();

const { instrumentKinesisClient }: typeof Producer = createRequire(import.meta.url)(path);
const handler = createAwsRequestHandler({ FailedRecordCount: 0, Records: [{ SequenceNumber: '1' }] });
const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)));
const Records = ['a', 'b'].map((PartitionKey) => ({ Data: Buffer.from('{}'), PartitionKey }));
for (let call = 0; call < 2; call++) await client.send(new PutRecordsCommand({ StreamName: 'orders', Records }));

await Promise.all([ofSdk2.forceFlush(), ofSdk3.forceFlush()]);
const spans = log.store.traces.flatMap(({ scopeSpans }) => scopeSpans?.flatMap((each) => each.spans ?? []) ?? []);
const sent = handler.requests.flatMap(({ body }) => (body as { Records: { Data: string }[] }).Records);
const carried = sent.map(({ Data }) => readStamped(Buffer.from(Data, 'base64')).carrier?.traceparent.split('-')[2]);
console.log(
  JSON.stringify({
    spans: spans.map(({ name }) => name),
    stamped: carried.filter((id) => spans.some(({ spanId }) => spanId === id)).length,
    success: [await metricsOfSdk2.success(), await metricsOfSdk3.success()],
    warnings,
  }),
);
await receiver.stop();
process.exit();

function createMeter(sdk: typeof sdkMetrics) {
  const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.DELTA);
  const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new sdk.MeterProvider({ readers: [reader] });
  const success = async (): Promise<unknown> => {
    await provider.forceFlush();
    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    return metrics.find(({ descriptor }) => descriptor.name === 'PutRecordSuccess')?.dataPoints[0]?.value ?? null;
  };
  return { provider, success };
}
