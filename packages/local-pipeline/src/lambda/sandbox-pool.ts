import { defaultMaxConcurrency, type FunctionOptions, isMultiConcurrent } from './function-options.ts';
import { failure, type InvokeFailure, type InvokeResult, maxPayloadBytes } from './invoke-result.ts';
import { Sandbox } from './sandbox.ts';
import type { InitializationType } from './sandbox-environment.ts';
import { type SandboxGuard, startSandboxGuard } from './sandbox-guard.ts';
import type { SandboxLimits } from './sandbox-limits.ts';

/** What a function's sandboxes are made from. */
export interface PoolParts {
  readonly options: FunctionOptions;
  readonly pipelineEnvironment: Readonly<Record<string, string>>;
  readonly limits: SandboxLimits;
}

interface Waiting {
  readonly payload: string;
  resolve(result: InvokeResult): void;
}

/** The sandboxes of one function: one with room is used, else one is started, else an invocation waits. */
export class SandboxPool {
  readonly #parts: PoolParts;
  readonly #all: Set<Sandbox> = new Set();
  readonly #waiting: Waiting[] = [];
  #guard: SandboxGuard | undefined;
  #coldStarts = 0;
  #hasStopped = false;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Sandboxes that were started for an invocation that had to wait for it. */
  get coldStarts(): number {
    return this.#coldStarts;
  }

  invoke(payload: string): Promise<InvokeResult> {
    const size = Buffer.byteLength(payload);
    if (size > maxPayloadBytes) {
      const message = `${size} byte payload is too large for a limit of ${maxPayloadBytes}.`;
      return Promise.resolve(failure('RequestTooLargeException', message));
    }
    if (this.#hasStopped) return Promise.resolve(this.#stopped());
    return new Promise((resolve) => {
      this.#waiting.push({ payload, resolve });
      this.#dispatch();
    });
  }

  /** Initialises the sandboxes of provisioned concurrency; rejects, as a deployment fails, where one cannot be. */
  async provision(): Promise<void> {
    const count = this.#parts.options.provisionedConcurrency ?? 0;
    const failures = await Promise.all(Array.from({ length: count }, () => this.#startProvisioned()));
    const failed = failures.find((each) => each !== undefined);
    if (failed) throw new Error(`Provisioned concurrency: ${failed.errorType}: ${failed.errorMessage}`);
  }

  /** Shuts down every idle sandbox. */
  async recycle(): Promise<void> {
    const idle = [...this.#all].filter(({ isIdle }) => isIdle);
    await Promise.all(idle.map((sandbox) => sandbox.shutDown('SPINDOWN')));
  }

  /** Kills a sandbox whose handler is at work; false where there is none. */
  killOne(): boolean {
    const busy = [...this.#all].find(({ isBusy, isAlive }) => isBusy && isAlive);
    busy?.kill();
    return busy !== undefined;
  }

  async stop(): Promise<void> {
    this.#hasStopped = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.#stopped());
    await Promise.all([...this.#all].map((sandbox) => sandbox.stop()));
    await this.#guard?.stop();
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const roomy = [...this.#all].find(({ room }) => room > 0);
      if (roomy) this.#run(roomy, this.#waiting.shift(), Date.now() + this.#parts.options.timeoutMs);
      else if (this.#canStart()) void this.#runCold(this.#waiting.shift());
      else return;
    }
  }

  /** Lambda does not start a sandbox for an event that one is about to take. */
  #canStart(): boolean {
    const roomSoon = [...this.#all].reduce((total, sandbox) => total + sandbox.roomSoon, 0);
    const { maxConcurrency = defaultMaxConcurrency } = this.#parts.options;
    return this.#waiting.length > roomSoon && this.#all.size < maxConcurrency;
  }

  #run(sandbox: Sandbox, waiting: Waiting | undefined, deadlineMs: number): void {
    if (waiting) void sandbox.invoke(waiting.payload, deadlineMs).then(waiting.resolve);
  }

  /**
   * An init that fails or takes too long is tried once more, inside the invocation and within its timeout
   * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Init phase").
   */
  async #runCold(waiting: Waiting | undefined): Promise<void> {
    const { options, limits } = this.#parts;
    this.#coldStarts++;
    const first = this.#add(isMultiConcurrent(options) ? 'lambda-managed-instances' : 'on-demand');
    const initMs = isMultiConcurrent(options) ? this.#longInitMs() : limits.initMs;
    if ((await first.start('init', initMs)) === undefined) {
      return this.#runFirst(first, waiting, Date.now() + options.timeoutMs);
    }
    if (this.#hasStopped) return waiting?.resolve(this.#stopped());
    const deadlineMs = Date.now() + options.timeoutMs;
    const second = this.#add(first.initializationType);
    const failed = await second.start('invoke', options.timeoutMs);
    if (failed) waiting?.resolve(failed);
    else this.#runFirst(second, waiting, deadlineMs);
  }

  #runFirst(sandbox: Sandbox, waiting: Waiting | undefined, deadlineMs: number): void {
    sandbox.open();
    this.#run(sandbox, waiting, deadlineMs);
    this.#change(sandbox);
  }

  async #startProvisioned(): Promise<InvokeFailure | undefined> {
    const sandbox = this.#add('provisioned-concurrency');
    const failed = await sandbox.start('init', this.#longInitMs());
    sandbox.open();
    this.#change(sandbox);
    return failed;
  }

  #longInitMs(): number {
    return Math.max(this.#parts.limits.longInitMs, this.#parts.options.timeoutMs);
  }

  #add(initializationType: InitializationType): Sandbox {
    this.#guard ??= startSandboxGuard();
    const onChange = (changed: Sandbox): void => this.#change(changed);
    const sandbox = new Sandbox({ ...this.#parts, initializationType, guard: this.#guard, onChange });
    this.#all.add(sandbox);
    return sandbox;
  }

  #change(sandbox: Sandbox): void {
    if (sandbox.hasEnded && this.#all.delete(sandbox)) this.#replace(sandbox);
    this.#dispatch();
    sandbox.freeze();
  }

  #replace({ initializationType, wasOpen }: Sandbox): void {
    if (initializationType !== 'provisioned-concurrency' || !wasOpen || this.#hasStopped) return;
    void this.#startProvisioned();
  }

  #stopped(): InvokeFailure {
    return failure('ResourceNotFoundException', `Function ${this.#parts.options.name} has been stopped.`);
  }
}
