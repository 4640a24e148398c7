import type { Invocation } from './invocation.ts';
import type { InvokeResult } from './invoke-result.ts';

/** An invocation under way in a sandbox: the caller has its result before the sandbox has done with it. */
export interface SandboxRun {
  readonly invocation: Invocation;
  readonly startedAtMs: number;
  /** Undefined until the caller has it. */
  readonly result: InvokeResult | undefined;
  /** True once the runtime has asked for its next event. */
  isRuntimeDone: boolean;
  /** True once extensions have been at work for so long that no event waits for them. */
  isLingering: boolean;
  /** The caller gets the first one. */
  answer(result: InvokeResult): void;
  /** The time limit no longer counts. */
  end(): void;
}

/** Starts the clock; `onTimeout` is called unless the run ends first. */
export function createRun(
  invocation: Invocation,
  resolve: (result: InvokeResult) => void,
  onTimeout: () => void,
): SandboxRun {
  const timer = setTimeout(onTimeout, Math.max(invocation.deadlineMs - Date.now(), 0));
  let result: InvokeResult | undefined;
  return {
    invocation,
    startedAtMs: performance.now(),
    get result() {
      return result;
    },
    isRuntimeDone: false,
    isLingering: false,
    answer: (given) => {
      if (result !== undefined) return;
      result = given;
      resolve(given);
    },
    end: () => clearTimeout(timer),
  };
}
