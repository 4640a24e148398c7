import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** One fresh process: what it took to load an instrumentation, and to run the first invocation with its flush. */
export interface ColdStart {
  readonly loadMs: number;
  /** Undefined where only loading is compared. */
  readonly firstMs: number | undefined;
  /** Resident memory after all of it. */
  readonly bytes: number;
}

/** Runs a variant with nothing of this process's environment but the path. Rejects where it fails. */
export async function runVariant(variant: string, environment: Readonly<Record<string, string>>): Promise<ColdStart> {
  const script = join(import.meta.dirname, 'start.mjs');
  const env = { PATH: process.env.PATH ?? '', LAMBDA_TASK_ROOT: import.meta.dirname, ...lambda, ...environment };
  const [program, ...args] = onOneProcessor([process.execPath, script, variant]);
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${variant} ended with ${code}: ${errors.slice(0, 500)}`);
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}

const lambda = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
  AWS_REGION: 'eu-west-1',
  OTEL_LOGS_EXPORTER: 'none',
  DD_TRACE_ENABLED: 'true',
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
  DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  POWERTOOLS_TRACE_ENABLED: 'true',
};

type Program = [file: string, ...args: string[]];

/** A function of 1,769 MB has one processor; where there is no `taskset`, all there are. */
function onOneProcessor(command: Program): Program {
  const hasTaskset = process.platform === 'linux' && availableParallelism() > 1;
  return hasTaskset ? ['taskset', '-c', '1', ...command] : command;
}
