import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import type { InvokeFailure, InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { createFunction, type LocalFunction } from '../../packages/local-pipeline/src/lambda/local-function.ts';
import { lambdaLimits, type SandboxLimits } from '../../packages/local-pipeline/src/lambda/sandbox-limits.ts';
import { eventually } from './processes.ts';

export const functionsFolder: string = fileURLToPath(new URL('../local-pipeline/functions', import.meta.url));

/** A function under test, with every line it and its extensions have written. */
export interface DeployedFunction {
  readonly local: LocalFunction;
  readonly lines: readonly string[];
  /** Lines that have the words in them. */
  linesWith(words: string): readonly string[];
  /** Waits for a line with the words, and gives it. */
  line(words: string): Promise<string>;
}

const deployed: LocalFunction[] = [];

/** Deploys `probe.handler` unless told otherwise; to be stopped with `stopFunctions`. */
export function deployFunction(
  options: Partial<FunctionOptions> = {},
  limits: Partial<SandboxLimits> = {},
): DeployedFunction {
  const base = {
    name: 'probe',
    taskRoot: functionsFolder,
    handler: 'probe.handler',
    memorySizeMb: 256,
    timeoutMs: 5000,
  };
  const lines: string[] = [];
  const onLog = (line: string): void => void lines.push(line);
  const local = createFunction({ ...base, onLog, ...options }, {}, { ...lambdaLimits, ...limits });
  const linesWith = (words: string): readonly string[] => lines.filter((line) => line.includes(words));
  const line = async (words: string): Promise<string> => {
    assert.ok(await eventually(() => linesWith(words).length > 0), `no line with "${words}" in: ${lines.join(' | ')}`);
    return linesWith(words)[0] ?? '';
  };
  deployed.push(local);
  return { local, lines, linesWith, line };
}

export async function stopFunctions(): Promise<void> {
  await Promise.all(deployed.splice(0).map((each) => each.stop()));
}

/** Recycles all sandboxes; one is idle only a moment after its last answer. */
export async function recycleIdle(local: LocalFunction): Promise<void> {
  const hasNone = (): boolean => {
    void local.recycle();
    return local.sandboxCount === 0;
  };
  assert.ok(await eventually(hasNone), `${local.sandboxCount} sandboxes are left`);
}

/** What `probe.handler` answers. */
export interface ProbeAnswer {
  readonly pid: number;
  readonly invocations: number;
  readonly sandbox: { readonly environment: Readonly<Record<string, string>>; readonly requestId: string };
}

export function answerOf(result: InvokeResult): ProbeAnswer {
  assert.ok(result.ok, JSON.stringify(result));
  return result.payload as ProbeAnswer;
}

export function failureOf(result: InvokeResult): InvokeFailure {
  assert.not.ok(result.ok, JSON.stringify(result));
  return result as InvokeFailure;
}
