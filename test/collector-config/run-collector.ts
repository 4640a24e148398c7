import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A real collector, at work with a config. */
export interface RunningCollector {
  /** OTLP/HTTP, such as `http://127.0.0.1:4318`. */
  readonly url: string;
  /** What it has logged so far. */
  readonly log: () => string;
  /** Tells it to end: it sends what it still holds. */
  stop(): Promise<void>;
}

/** Waits this long for a collector to listen; it takes a fraction of a second. */
const startLimitMs = 30_000;

/** Starts a collector with the config as it was written, but for its ports and the time it batches. */
export async function runCollector(
  program: string,
  config: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  writeFileSync(join(folder, 'config.yaml'), config);
  const [grpc, http, health] = await Promise.all([freePort(), freePort(), freePort()]);
  const words = ['--config', join(folder, 'config.yaml'), ...overrides(config, { grpc, http, health })];
  const child = spawn(program, words, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  const url = `http://127.0.0.1:${http}`;
  await untilListening(child, url, () => log);
  return {
    url,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function overrides(
  config: string,
  ports: { readonly grpc: number; readonly http: number; readonly health: number },
): string[] {
  const settings = [
    `receivers::otlp::protocols::grpc::endpoint: 127.0.0.1:${ports.grpc}`,
    `receivers::otlp::protocols::http::endpoint: 127.0.0.1:${ports.http}`,
    'service::telemetry::metrics::level: none',
    ...(config.includes('health_check:') ? [`extensions::health_check::endpoint: 127.0.0.1:${ports.health}`] : []),
    ...(config.includes('batch:') ? ['processors::batch::timeout: 100ms'] : []),
  ];
  return settings.flatMap((setting) => ['--config', `yaml:${setting}`]);
}

async function untilListening(child: ChildProcess, url: string, log: () => string): Promise<void> {
  const endMs = performance.now() + startLimitMs;
  while (performance.now() < endMs) {
    if (child.exitCode !== null) throw new Error(`The collector ended with ${child.exitCode}: ${log()}`);
    // Any answer will do: an empty export is one that the receiver takes.
    const response = await fetch(`${url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => undefined);
    if (response?.ok) return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`The collector does not listen on ${url}: ${log()}`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
