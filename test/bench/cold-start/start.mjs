import { createRequire } from 'node:module';
import { join } from 'node:path';

/*
 * node start.mjs <variant>: loads one instrumentation in a fresh process, runs one traced invocation where it can be asked to
 * flush, and prints what that took. What Lambda's runtime has loaded by itself is loaded before the clock starts.
 */
const load = createRequire(import.meta.url);
load('node:http');
const { OTLP_ENDPOINT: endpoint, LAYER_FOLDER: layer, EVENT: eventText } = process.env;
const context = {
  awsRequestId: 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d',
  getRemainingTimeInMillis: () => 30_000,
};

/** Each loads, and gives what runs an invocation up to the end of its flush; undefined where only loading is compared. */
const variants = {
  bare: async () => undefined,
  layer: async () => {
    process.env.KINESIS_OTEL_HANDLER = 'function.handler';
    const { handler } = await import(join(layer, 'kinesis-otel-layer/handler.mjs'));
    return (event) => handler(event, context);
  },
  'sdk-node': () => {
    const { NodeSDK } = load('@opentelemetry/sdk-node');
    const api = load('@opentelemetry/api');
    const metrics = load('@opentelemetry/sdk-metrics');
    const { OTLPTraceExporter } = load('@opentelemetry/exporter-trace-otlp-http');
    const { OTLPMetricExporter } = load('@opentelemetry/exporter-metrics-otlp-http');
    const reader = new metrics.PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics` }),
    });
    const traceExporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
    new NodeSDK({ traceExporter, metricReaders: [reader], instrumentations: [] }).start();
    return async () => {
      api.trace.getTracer('bench').startActiveSpan('process', (span) => span.end());
      api.metrics.getMeter('bench').createHistogram('latency').record(1);
      const provider = api.trace.getTracerProvider();
      await Promise.all([(provider.getDelegate?.() ?? provider).forceFlush(), reader.forceFlush()]);
    };
  },
  'auto-instrumentations': () => void load('@opentelemetry/auto-instrumentations-node/register'),
  'dd-trace': () => {
    load('dd-trace').init({ startupLogs: false });
    load('datadog-lambda-js').datadog(load('./function.cjs').handler);
  },
  powertools: () => {
    const { Tracer } = load('@aws-lambda-powertools/tracer');
    new Tracer({ serviceName: 'bench' });
  },
};

const variant = process.argv[2];
const startedAt = performance.now();
const invoke = await variants[variant]();
// The layer loads the function itself.
if (variant !== 'layer') await import('./function.cjs');
const loadMs = performance.now() - startedAt;
const invokedAt = performance.now();
await invoke?.(JSON.parse(eventText));
const firstMs = invoke === undefined ? undefined : performance.now() - invokedAt;
process.stdout.write(`${JSON.stringify({ loadMs, firstMs, bytes: process.memoryUsage.rss() })}\n`);
process.exit(0);
