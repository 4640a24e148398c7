import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What one run of the producer sends, and where. */
export interface ProducerRun {
  readonly stream: string;
  readonly records: number;
  /** Of them, how many no consumer can process. */
  readonly poison: number;
  readonly ratePerSecond: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs the producer in a process of its own, as it would be elsewhere; resolves when it has sent everything. */
export async function runProducer({
  stream,
  records,
  poison,
  ratePerSecond,
  environment,
  signal,
}: ProducerRun): Promise<void> {
  const args = ['--import', './producer-telemetry.ts', 'producer.ts'];
  const numbers = { records, poison, rate: ratePerSecond };
  const flags = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...args, '--stream', stream, ...flags],
    {
      cwd: join(import.meta.dirname),
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'inherit', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    },
  );
  const errors = collect(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The producer ended with code ${code}. ${await errors}`);
}

async function collect({ stderr }: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stderr ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').trim();
}
