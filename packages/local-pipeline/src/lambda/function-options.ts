import type { RuntimeName } from './runtimes.ts';

/** What Lambda is told of a function. */
export interface FunctionOptions {
  readonly name: string;
  /** The folder the function's code is in. */
  readonly taskRoot: string;
  /** `<file without ending>.<export>`. */
  readonly handler: string;
  /** 128 to 10,240. Sets the heap's limit, as in Lambda; nothing limits the rest. */
  readonly memorySizeMb: number;
  /** 1 to 900,000. */
  readonly timeoutMs: number;
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Which of Lambda's Node runtimes is run; `nodejs22.x` on Node 22, where the platform's npm package of it is installed, else
   * on the Node that runs the pipeline. Default `nodejs24.x`.
   */
  readonly runtime?: RuntimeName;
  /** Sandboxes at most, 1 to 1,000; an invocation beyond waits. Default 10. */
  readonly maxConcurrency?: number;
  /** Whether a sandbox is stopped between invocations, as in Lambda. Default true, and false with `concurrencyPerSandbox`. */
  readonly freeze?: boolean;
  /** Absolute paths of executables that are started before the runtime, with or without `layers`. At most 10 in all. */
  readonly extensions?: readonly string[];
  /** At most 5 absolute paths of folders that stand for /opt, the later over the earlier. */
  readonly layers?: readonly string[];
  /** Sandboxes that are initialised when the function is deployed and replaced when they die, 0 to `maxConcurrency`. Default 0. */
  readonly provisionedConcurrency?: number;
  /** Events a sandbox takes at once, 1 to 1,600. More than 1 stands for Lambda Managed Instances. Default 1. */
  readonly concurrencyPerSandbox?: number;
  /** Every line the function and its extensions write. Default: nobody reads them. */
  readonly onLog?: (line: string) => void;
}

export const defaultMaxConcurrency = 10;

/** True where one sandbox takes several events at once (https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html). */
export function isMultiConcurrent({ concurrencyPerSandbox = 1 }: FunctionOptions): boolean {
  return concurrencyPerSandbox > 1;
}

export function canFreeze(options: FunctionOptions): boolean {
  return !isMultiConcurrent(options) && options.freeze !== false;
}
