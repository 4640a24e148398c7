import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startOtlpReceiver } from '../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import {
  createTelemetryLog,
  type TelemetryStore,
} from '../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';

/** An application that was started with `register`. */
export interface RegisteredRun {
  readonly telemetry: TelemetryStore;
  /** What the application said, line by line. */
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How to start it. */
export interface RegisteredStart {
  /** Node's own words, `--import` and what it is to import for instance. */
  readonly node: readonly string[];
  readonly stream?: string;
  readonly end?: 'once' | 'wait' | 'listen';
  readonly env?: Readonly<Record<string, string>>;
}

const program = join(import.meta.dirname, '../producer-sdk/programs/put-orders.cjs');

/** Runs an application that puts one record, with a collector on loopback; asks it to end once it has put it. */
export async function runRegistered({
  node,
  stream = 'orders',
  end = 'once',
  env = {},
}: RegisteredStart): Promise<RegisteredRun> {
  const log = createTelemetryLog();
  const receiver = await startOtlpReceiver(0, log, undefined);
  const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${receiver.port}`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...node, program, stream, end], {
    env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // One that does not end by itself is found out.
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const said = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
    if (end !== 'once') child.kill('SIGTERM');
  });
  const [code, signal] = await once(child, 'close');
  await receiver.stop();
  return { telemetry: log.store, lines: said.stdout.trim().split('\n'), stderr: said.stderr, code, signal };
}
