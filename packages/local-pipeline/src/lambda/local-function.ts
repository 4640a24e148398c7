import { functionArn } from '../account.ts';
import { checkFunctionOptions, type FunctionOptions } from './function-options.ts';
import type { InvokeResult } from './invoke-result.ts';
import { SandboxPool } from './sandbox-pool.ts';

/** A deployed function and its sandboxes, which are started when they are needed and kept warm. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Sandboxes alive now. */
  readonly sandboxCount: number;
  /** Runs the handler on an event; waits while `maxConcurrency` sandboxes are busy. Never rejects. */
  invoke(event: unknown): Promise<InvokeResult>;
  /** Kills every sandbox; what was under way fails. Idempotent. */
  stop(): Promise<void>;
}

/** Checks the options and gives a function without a sandbox yet: the first invocation is a cold start. */
export function createFunction(
  options: FunctionOptions,
  pipelineEnvironment: Readonly<Record<string, string>>,
): LocalFunction {
  checkFunctionOptions(options);
  const pool = new SandboxPool(options, pipelineEnvironment);
  return {
    name: options.name,
    arn: functionArn(options.name),
    get sandboxCount() {
      return pool.size;
    },
    invoke: (event) => pool.invoke(JSON.stringify(event ?? null)),
    stop: () => pool.stop(),
  };
}
