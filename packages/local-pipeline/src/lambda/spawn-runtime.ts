import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FunctionOptions } from './function-options.ts';
import { sandboxEnvironment, sandboxFlags } from './sandbox-environment.ts';

/** AWS's own runtime: it loads the handler, makes its context, patches the console. */
const runtime = fileURLToPath(import.meta.resolve('aws-lambda-ric'));

/** Starts the process of one sandbox. */
export function spawnRuntime(
  options: FunctionOptions,
  pipelineEnvironment: Readonly<Record<string, string>>,
  runtimeApiAddress: string,
): ChildProcess {
  const { onLog } = options;
  const output = onLog ? 'pipe' : 'ignore';
  const child = spawn(process.execPath, [...sandboxFlags(options.memorySizeMb), runtime], {
    cwd: options.taskRoot,
    env: sandboxEnvironment(options, pipelineEnvironment, runtimeApiAddress),
    stdio: ['ignore', output, output],
  });
  if (onLog) for (const stream of [child.stdout, child.stderr]) readLines(stream, onLog);
  return child;
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', onLine);
}
