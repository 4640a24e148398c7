import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type * as Sdk from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from './kinesis-event.ts';
import { numberedCarrier, stampJson } from './sample-carrier.ts';

/*
 * node consume-on-sdk.ts <2|3> <path of the library>: a function on that SDK, registered with its own copy of the API.
 * Says, as JSON, what had reached its collector when the handler returned.
 */
const [, , version, path = ''] = process.argv;
const records = 1_000;

let received = 0;
const names = new Set<string>();
const collector = createServer((request, response) => {
  let body = '';
  request
    .setEncoding('utf8')
    .on('data', (text) => {
      body += text;
    })
    .on('end', () => {
      for (const { scopeSpans } of JSON.parse(body).resourceSpans) {
        for (const { scope, spans } of scopeSpans) {
          received += spans.length;
          names.add(scope.name);
        }
      }
      // As far away as the next host: an export is still under way while the handler works on.
      setTimeout(() => response.end('{}'), 20);
    });
}).listen(0, '127.0.0.1', async () => {
  const { port } = collector.address() as AddressInfo;
  const readMetrics = await (version === '2' ? startSdk2 : startSdk3)(`http://127.0.0.1:${port}/v1/traces`);
  const { createKinesisHandler }: typeof Sdk = createRequire(import.meta.url)(path);
  const options = { recordSpans: 'child', linkAfterMs: Number.MAX_SAFE_INTEGER, maxRecordSpans: records } as const;
  const handler = createKinesisHandler(() => undefined, { ...options, flushTimeoutMs: 20_000 });
  await handler(
    buildKinesisEvent(Array.from({ length: records }, (_, n) => stampJson('{}', numberedCarrier(n + 1, 1)))),
  );
  console.log(JSON.stringify({ spans: received, scopes: [...names], success: readMetrics() }));
  process.exit();
});

async function startSdk2(url: string): Promise<() => unknown> {
  const sdk = await import('@kinesis-otel/test-otel-sdk-2');
  sdk.context.setGlobalContextManager(new sdk.AsyncLocalStorageContextManager().enable());
  const spanProcessors = [new sdk.BatchSpanProcessor(new sdk.OTLPTraceExporter({ url }))];
  sdk.trace.setGlobalTracerProvider(new sdk.BasicTracerProvider({ spanProcessors }));
  const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.DELTA);
  const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  sdk.metrics.setGlobalMeterProvider(new sdk.MeterProvider({ readers: [reader] }));
  return () => successOf(exporter.getMetrics());
}

async function startSdk3(url: string): Promise<() => unknown> {
  const api = await import('@opentelemetry/api');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const sdk = await import('@opentelemetry/sdk-metrics');
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const spanProcessors = [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })];
  api.trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
  const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.DELTA);
  const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  api.metrics.setGlobalMeterProvider(new sdk.MeterProvider({ readers: [reader] }));
  return () => successOf(exporter.getMetrics());
}

interface Collected {
  readonly scopeMetrics: readonly {
    readonly metrics: readonly {
      readonly descriptor: { readonly name: string };
      readonly dataPoints: readonly { readonly value: unknown }[];
    }[];
  }[];
}

function successOf(collected: readonly Collected[]): unknown {
  const metrics = collected.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
  return metrics.find(({ descriptor }) => descriptor.name === 'RecordProcessingSuccess')?.dataPoints[0]?.value;
}
