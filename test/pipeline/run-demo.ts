import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportJson } from '@kinesis-otel/pipeline-health';

const demo = join(import.meta.dirname, '../../examples/airports/demo.ts');

/** How a run of the demo ended. */
export interface DemoEnd {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A demo that has been started. */
export interface RunningDemo {
  readonly pid: number;
  /** Resolves when its output holds the text. */
  readonly shows: (text: string) => Promise<void>;
  readonly ended: Promise<DemoEnd>;
}

/** Starts the demo in a process of its own. */
export function startDemo(flags: readonly string[]): RunningDemo {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', demo, ...flags], { stdio: 'pipe' });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  return {
    pid: child.pid ?? 0,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = () => output.includes(text) && resolve();
        child.stdout.on('data', check);
        child.once('close', () => reject(new Error(`The demo ended without "${text}": ${output}${errors}`)));
        check();
      }),
    ended: new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, output, errors }));
    }),
  };
}

/** Runs the demo to its end and reads the figures it wrote. */
export async function runDemo(flags: readonly string[]): Promise<DemoEnd & { readonly figures: ReportJson }> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-figures-'));
  const file = join(folder, 'figures.json');
  try {
    const end = await startDemo([...flags, '--json', file]).ended;
    if (end.code !== 0) throw new Error(`The demo ended with ${end.code}: ${end.output}${end.errors}`);
    return { ...end, figures: JSON.parse(readFileSync(file, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
