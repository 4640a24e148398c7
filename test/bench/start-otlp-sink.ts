import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A local OTLP endpoint in a process of its own. */
export interface OtlpSink {
  readonly url: string;
  readonly stop: () => void;
}

/** Starts one that answers after so many milliseconds. */
export async function startOtlpSink(delayMs: number): Promise<OtlpSink> {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'otlp-sink.ts'), `${delayMs}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { url: `http://127.0.0.1:${Number(port)}`, stop: () => child.stdin.end() };
}
