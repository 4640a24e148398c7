import { functionArn } from '../account.ts';
import { checkFunctionOptions } from './check-function-options.ts';
import type { FunctionOptions } from './function-options.ts';
import type { InvokeResult } from './invoke-result.ts';
import { lambdaLimits, type SandboxLimits } from './sandbox-limits.ts';
import { SandboxPool } from './sandbox-pool.ts';

/** A deployed function and its sandboxes, which are started when they are needed and kept warm. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Sandboxes alive now. */
  readonly sandboxCount: number;
  /** Sandboxes that were started while an invocation waited; those of provisioned concurrency are not counted. */
  readonly coldStarts: number;
  /** Resolves once the sandboxes of provisioned concurrency are initialised; rejects where one cannot be. */
  readonly provisioned: Promise<void>;
  /** Runs the handler on an event; waits while `maxConcurrency` sandboxes are busy. Never rejects. */
  invoke(event: unknown): Promise<InvokeResult>;
  /** Shuts every idle sandbox down as Lambda does after some time without invocations, and waits for it. */
  recycle(): Promise<void>;
  /** Kills one sandbox in the middle of an invocation; false where none has one. */
  killOne(): boolean;
  /** Kills every sandbox; what was under way fails. Idempotent. */
  stop(): Promise<void>;
}

/** Checks the options and gives a function without a sandbox yet, but for provisioned ones: the first invocation is a cold start. */
export function createFunction(
  options: FunctionOptions,
  pipelineEnvironment: Readonly<Record<string, string>>,
  limits: SandboxLimits = lambdaLimits,
): LocalFunction {
  checkFunctionOptions(options);
  const pool = new SandboxPool({ options, pipelineEnvironment, limits });
  const provisioned = pool.provision();
  // Whoever does not wait for it finds out by invoking.
  provisioned.catch(() => {});
  return {
    name: options.name,
    arn: functionArn(options.name),
    provisioned,
    get sandboxCount() {
      return pool.size;
    },
    get coldStarts() {
      return pool.coldStarts;
    },
    invoke: (event) => pool.invoke(JSON.stringify(event ?? null)),
    recycle: () => pool.recycle(),
    killOne: () => pool.killOne(),
    stop: () => pool.stop(),
  };
}
