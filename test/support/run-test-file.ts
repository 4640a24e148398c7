import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** What became of one test file. */
export interface FileOutcome {
  readonly path: string;
  readonly passed: number;
  /** Failed tests; one where the file itself failed: it crashed, hung, or ran no test. */
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** Why the file failed as a whole. */
  readonly trouble?: string;
  /** All the file printed. */
  readonly output: string;
}

interface Closing {
  readonly total: number;
  readonly passed: number;
  readonly skipped: number;
}

const running = new Set<ChildProcess>();

/**
 * Runs one uvu file in a process of its own and reads its closing lines. The file has a process group to itself, which
 * is ended with it, so that nothing it started stays behind.
 */
export async function runTestFile(folder: string, path: string, timeLimitMs: number): Promise<FileOutcome> {
  const start = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, path], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(child, 'close');
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    endGroup(child);
  }, timeLimitMs);

  const [code, signal] = await once(child, 'exit');

  clearTimeout(timer);
  endGroup(child);
  running.delete(child);
  // A process that left the group may hold the pipes open for ever.
  await Promise.race([closed, wait(2000, undefined, { ref: false })]);
  for (const stream of [child.stdout, child.stderr]) stream.destroy();
  // A failure may show binary data, which is not to reach the terminal as commands.
  const printed = stripVTControlCharacters(Buffer.concat(chunks).toString()).replace(/[^\P{Cc}\n\t]/gu, '·');
  const closing = readClosing(printed);
  const trouble = isTimedOut ? `still running after ${timeLimitMs / 1000} s` : troubleOf(closing, code, signal);
  return { path, ...count(closing, trouble), seconds: (performance.now() - start) / 1000, output: printed };
}

/** Ends every test file at work, for a runner that is itself told to stop. */
export function endTestFiles(): void {
  for (const child of running) endGroup(child);
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the whole group has ended already, which is what is wanted. macOS says EPERM of a group of zombies.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

function readClosing(output: string): Closing | undefined {
  const found = [...output.matchAll(/^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n {2}Skipped: +(\d+)$/gm)].at(-1);
  if (found === undefined) return undefined;
  return { total: Number(found[1]), passed: Number(found[2]), skipped: Number(found[3]) };
}

function troubleOf(closing: Closing | undefined, code: number | null, signal: string | null): string | undefined {
  if (signal !== null) return `ended by ${signal}`;
  if (closing === undefined) return `ended with code ${code} before its tests were done (is test.run() called?)`;
  if (closing.total === 0) return 'ran no test';
  if (code !== 0 && closing.passed === closing.total) return `ended with code ${code} after its tests had passed`;
  return undefined;
}

function count(
  closing: Closing | undefined,
  trouble: string | undefined,
): Pick<FileOutcome, 'passed' | 'failed' | 'skipped' | 'trouble'> {
  const { total, passed, skipped } = closing ?? { total: 0, passed: 0, skipped: 0 };
  if (trouble === undefined) return { passed, failed: total - passed, skipped };
  return { passed, failed: total - passed + 1, skipped, trouble };
}
