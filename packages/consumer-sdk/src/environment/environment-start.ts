import type { Initialization, LambdaEnvironment } from './lambda-environment.ts';

/** How this execution environment started. */
export interface EnvironmentStart {
  readonly initialization: Initialization;
  /** Whether its first invocation waited for it. */
  readonly isCold: boolean;
  /**
   * From the start of the runtime's process to its first invocation, or, where that did not wait, to the end of the turn
   * in which the handler was made. What Lambda does before the process starts is not in it: its own figure is higher.
   */
  readonly initMs: number;
}

/** What all handlers of a process, and all copies of this library in it, know together. */
interface ProcessStart {
  /** When the first handler had been made, in milliseconds since the process started, and since the epoch. */
  setUpAt: { readonly sinceStartMs: number; readonly epochMs: number } | undefined;
  isClaimed: boolean;
}

const key = Symbol.for('kinesis-otel process start 1');

/** An environment that has been idle for longer before its first invocation was made before there was one, in milliseconds. */
const proactiveAfterMs = 10_000;

/** Notes when the process has loaded what makes handlers; to be called where one is made. */
export function noteSetUp(): void {
  const start = processStart();
  if (start.setUpAt !== undefined) return;
  const note = (): void => {
    start.setUpAt ??= { sinceStartMs: performance.now(), epochMs: Date.now() };
  };
  // After the module that makes the handler has been evaluated, and before Lambda can freeze the process.
  setImmediate(note).unref();
}

/** What is known of the start, for the first invocation of the process; undefined for all that follow. */
export function claimStart(
  { initializationType }: LambdaEnvironment,
  now: { readonly sinceStartMs: number; readonly epochMs: number },
): EnvironmentStart | undefined {
  const start = processStart();
  if (start.isClaimed) return undefined;
  start.isClaimed = true;
  const setUpAt = start.setUpAt ?? now;
  const isProactive = initializationType === 'on-demand' && now.epochMs - setUpAt.epochMs > proactiveAfterMs;
  const initialization = isProactive ? 'proactive' : initializationType;
  const isCold = initialization === 'on-demand' || initialization === 'snap-start';
  return { initialization, isCold, initMs: (isCold ? now : setUpAt).sinceStartMs };
}

function processStart(): ProcessStart {
  const holder = globalThis as { [key]?: ProcessStart };
  holder[key] ??= { setUpAt: undefined, isClaimed: false };
  return holder[key];
}
