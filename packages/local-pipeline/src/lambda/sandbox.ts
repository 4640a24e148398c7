import { type EnvironmentParts, ExecutionEnvironment } from './execution-environment.ts';
import { canFreeze, isMultiConcurrent } from './function-options.ts';
import { createInvocation } from './invocation.ts';
import { exited, type InvokeFailure, type InvokeResult, timedOut } from './invoke-result.ts';
import type { InitPhase } from './platform-telemetry.ts';
import type { InitializationType } from './sandbox-environment.ts';
import { createRun, type SandboxRun } from './sandbox-run.ts';
import type { ShutdownReason } from './shut-down-processes.ts';

/** What a sandbox is made from. */
export interface SandboxParts extends EnvironmentParts {
  /** It has room again, or will have none for longer, or is gone. */
  onChange(sandbox: Sandbox): void;
}

/** One execution environment and the invocations it has: one at a time, or as many as its function's settings say. */
export class Sandbox {
  readonly #parts: SandboxParts;
  readonly #environment: ExecutionEnvironment;
  readonly #runs: Map<string, SandboxRun> = new Map();
  readonly #slots: number;
  #phase: 'starting' | 'open' | 'ending' | 'ended' = 'starting';
  #wasOpen = false;

  constructor(parts: SandboxParts) {
    this.#parts = parts;
    this.#slots = parts.options.concurrencyPerSandbox ?? 1;
    this.#environment = new ExecutionEnvironment(parts, {
      onRuntimeNext: () => this.#takeRuntimeNext(),
      onExtensionNext: () => this.#checkRuns(),
      onResult: (requestId, result) => this.#answer(requestId, result),
      onFailure: (describe) => this.#fail(describe, 'FAILURE'),
    });
  }

  get initializationType(): InitializationType {
    return this.#parts.initializationType;
  }

  /** False once it ends or has ended. */
  get isAlive(): boolean {
    return this.#phase === 'starting' || this.#phase === 'open';
  }

  get hasEnded(): boolean {
    return this.#phase === 'ended';
  }

  /** True where it has been initialised, whatever became of it. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  /** True while a handler is at work. */
  get isBusy(): boolean {
    return [...this.#runs.values()].some(({ result }) => result === undefined);
  }

  get isIdle(): boolean {
    return this.#phase === 'open' && this.#runs.size === 0;
  }

  /** Invocations it takes now. */
  get room(): number {
    return this.#phase === 'open' ? this.#slots - this.#runs.size : 0;
  }

  /**
   * Invocations it takes in a moment: its runtime has answered, and it or an extension is about to ask for its next event; or
   * it starts, and takes more than the one it was started for.
   */
  get roomSoon(): number {
    if (this.#phase === 'starting') return this.#slots - 1;
    if (this.#phase !== 'open' || isMultiConcurrent(this.#parts.options)) return 0;
    return [...this.#runs.values()].filter((run) => run.result !== undefined && !run.isLingering).length;
  }

  /** Initialises it; gives what went wrong instead, and is gone then. It takes no invocation before `open`. */
  async start(phase: InitPhase, limitMs: number): Promise<InvokeFailure | undefined> {
    const failed = await this.#environment.start(phase, limitMs);
    if (failed) await this.shutDown('FAILURE');
    return failed;
  }

  open(): void {
    if (this.#phase !== 'starting') return;
    this.#phase = 'open';
    this.#wasOpen = true;
  }

  /** Runs one event; the result comes before the sandbox has done with it. A deadline that passes ends the sandbox. */
  invoke(payload: string, deadlineMs: number): Promise<InvokeResult> {
    const invocation = createInvocation(this.#parts.options.name, payload, deadlineMs);
    const { requestId } = invocation;
    if (this.#phase !== 'open') return Promise.resolve(exited(requestId, { code: null, signal: 'SIGKILL' }));
    return new Promise((resolve) => {
      this.#runs.set(
        requestId,
        createRun(invocation, resolve, () => this.#timeOut(requestId)),
      );
      this.#environment.send(invocation);
    });
  }

  /** Stops its processes until the next invocation, where it has none and its function's settings allow it. */
  freeze(): void {
    if (this.isIdle && canFreeze(this.#parts.options)) this.#environment.freeze();
  }

  /** Kills every process in the middle of what they do. */
  kill(): void {
    this.#environment.kill();
  }

  /** Ends it as Lambda does, and waits for that. What is under way fails. */
  async shutDown(reason: ShutdownReason): Promise<void> {
    if (this.#phase !== 'ended') this.#phase = 'ending';
    for (const run of this.#runs.values()) this.#settle(run, exited(run.invocation.requestId, killed));
    await this.#environment.shutDown(reason);
    if (this.hasEnded) return;
    this.#phase = 'ended';
    this.#parts.onChange(this);
  }

  /** Kills it at once, and waits for its end. */
  stop(): Promise<void> {
    const ended = this.shutDown('SPINDOWN');
    this.#environment.kill();
    return ended;
  }

  #timeOut(requestId: string): void {
    const run = this.#runs.get(requestId);
    const result = timedOut(requestId, this.#parts.options.timeoutMs);
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html: the code runs on.
    if (run && isMultiConcurrent(this.#parts.options)) this.#settle(run, result);
    else if (run) this.#fail(() => result, 'TIMEOUT');
  }

  #answer(requestId: string, result: InvokeResult): void {
    const run = this.#runs.get(requestId);
    if (run === undefined) return;
    run.answer(result);
    if (isMultiConcurrent(this.#parts.options)) this.#settle(run, result);
    else this.#parts.onChange(this);
  }

  #takeRuntimeNext(): void {
    if (isMultiConcurrent(this.#parts.options)) return;
    // Once these are settled there may be new ones.
    const runs = [...this.#runs.values()];
    for (const run of runs) {
      run.isRuntimeDone = true;
      this.#environment.telemetry.runtimeDone(run);
    }
    this.#checkRuns();
    const left = runs.filter(({ invocation }) => this.#runs.has(invocation.requestId));
    for (const run of left) setTimeout(() => this.#linger(run), this.#parts.limits.placementMs).unref();
  }

  #linger(run: SandboxRun): void {
    run.isLingering = true;
    this.#parts.onChange(this);
  }

  /** An invocation is over when the runtime and every extension that was told of it have asked for their next event. */
  #checkRuns(): void {
    if (!this.#environment.areExtensionsDone) return;
    for (const run of this.#runs.values()) if (run.isRuntimeDone && run.result) this.#settle(run, run.result);
  }

  #settle(run: SandboxRun, result: InvokeResult): void {
    if (!this.#runs.delete(run.invocation.requestId)) return;
    run.end();
    run.answer(result);
    if (!run.isRuntimeDone) this.#environment.telemetry.runtimeDone(run);
    this.#environment.telemetry.report(run, () => this.#environment.maxMemoryUsedMb());
    this.#parts.onChange(this);
  }

  #fail(describe: (requestId: string) => InvokeFailure, reason: ShutdownReason): void {
    this.#phase = 'ending';
    for (const run of this.#runs.values()) this.#settle(run, describe(run.invocation.requestId));
    void this.shutDown(reason);
  }
}

const killed = { code: null, signal: 'SIGKILL' } as const;
