import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './run-collector.ts';

/** A real Jaeger, with nothing in it. */
export interface RunningJaeger {
  /** Where it takes OTLP over gRPC, as `host:port`. */
  readonly otlp: string;
  /** Its pages and its API, such as `http://127.0.0.1:16686`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What Jaeger's API says of a trace, as far as the tests read it. */
export interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly references: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

/** Starts Jaeger on free ports of loopback, keeping traces in memory. */
export async function runJaeger(program: string): Promise<RunningJaeger> {
  const folder = mkdtempSync(join(tmpdir(), 'jaeger-'));
  const [otlpPort, httpPort, grpcPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const config = join(folder, 'jaeger.json');
  writeFileSync(config, JSON.stringify(jaegerConfig(otlpPort, httpPort, grpcPort)));
  const child = spawn(program, ['--config', config], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  const url = `http://127.0.0.1:${httpPort}`;
  await eventually(`Jaeger on ${url}`, async () => {
    if (child.exitCode !== null) throw new Error(`Jaeger ended with ${child.exitCode}: ${log}`);
    return (await fetch(`${url}/api/services`).catch(() => undefined))?.ok === true;
  });
  return {
    otlp: `127.0.0.1:${otlpPort}`,
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The traces of a service, by Jaeger's own API. */
export async function tracesOf(
  { url }: RunningJaeger,
  service: string,
  limit: number,
): Promise<readonly JaegerTrace[]> {
  const response = await fetch(`${url}/api/traces?${new URLSearchParams({ service, limit: String(limit) })}`);
  const { data } = (await response.json()) as { readonly data: readonly JaegerTrace[] };
  return data;
}

function jaegerConfig(otlpPort: number, httpPort: number, grpcPort: number): object {
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
      telemetry: { metrics: { level: 'none' } },
    },
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 100_000 } } } },
      jaeger_query: {
        storage: { traces: 'memory' },
        http: { endpoint: `127.0.0.1:${httpPort}` },
        grpc: { endpoint: `127.0.0.1:${grpcPort}` },
      },
    },
    receivers: { otlp: { protocols: { grpc: { endpoint: `127.0.0.1:${otlpPort}` } } } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
  };
}
