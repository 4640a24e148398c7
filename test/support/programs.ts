import { spawnSync } from 'node:child_process';

/** True where a program is on this machine and does what it is asked. */
export function canRun(program: string, words: readonly string[]): boolean {
  const { status, error } = spawnSync(program, words, { timeout: 30_000 });
  return error === undefined && status === 0;
}

/** Runs a program, and fails with what it said where it failed. */
export function runProgram(program: string, words: readonly string[], input: Uint8Array = Buffer.alloc(0)): Buffer {
  const { status, error, stdout, stderr } = spawnSync(program, words, { input, timeout: 60_000, maxBuffer: 2 ** 26 });
  if (error !== undefined || status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}
