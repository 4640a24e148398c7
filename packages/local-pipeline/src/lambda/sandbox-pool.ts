import type { ChildProcess } from 'node:child_process';
import type { FunctionOptions } from './function-options.ts';
import { failure, type InvokeResult, maxPayloadBytes } from './invoke-result.ts';
import { Sandbox } from './sandbox.ts';
import { type SandboxGuard, startSandboxGuard } from './sandbox-guard.ts';
import { spawnRuntime } from './spawn-runtime.ts';

const defaultMaxConcurrency = 10;

/** The sandboxes of one function: an idle one is used again, else one is started, else an invocation waits. */
export class SandboxPool {
  readonly #options: FunctionOptions;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #idle: Sandbox[] = [];
  readonly #all: Set<Sandbox> = new Set();
  readonly #waiting: (() => void)[] = [];
  #guard: SandboxGuard | undefined;
  #hasStopped = false;

  constructor(options: FunctionOptions, environment: Readonly<Record<string, string>>) {
    this.#options = options;
    this.#environment = environment;
  }

  get size(): number {
    return this.#all.size;
  }

  async invoke(payload: string): Promise<InvokeResult> {
    const size = Buffer.byteLength(payload);
    if (size > maxPayloadBytes) {
      return failure(
        'RequestTooLargeException',
        `${size} byte payload is too large for a limit of ${maxPayloadBytes}.`,
      );
    }
    while (!this.#hasStopped) {
      const warm = this.#takeIdle();
      if (warm) return this.#run(warm, payload);
      if (this.#all.size < (this.#options.maxConcurrency ?? defaultMaxConcurrency)) return this.#runCold(payload);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return failure('ResourceNotFoundException', `Function ${this.#options.name} has been stopped.`);
  }

  async stop(): Promise<void> {
    this.#hasStopped = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#all].map((sandbox) => sandbox.stop()));
    this.#all.clear();
    await this.#guard?.stop();
  }

  #takeIdle(): Sandbox | undefined {
    for (let sandbox = this.#idle.pop(); sandbox; sandbox = this.#idle.pop()) {
      if (sandbox.isAlive) return sandbox;
      this.#all.delete(sandbox);
    }
    return undefined;
  }

  async #runCold(payload: string): Promise<InvokeResult> {
    const sandbox = new Sandbox(this.#options, (address) => this.#spawn(address));
    this.#all.add(sandbox);
    const initFailure = await sandbox.start();
    if (initFailure === undefined) return this.#run(sandbox, payload);
    await this.#release(sandbox);
    return initFailure;
  }

  #spawn(runtimeApiAddress: string): ChildProcess {
    const child = spawnRuntime(this.#options, this.#environment, runtimeApiAddress);
    this.#guard ??= startSandboxGuard();
    this.#guard.watch(child);
    return child;
  }

  async #run(sandbox: Sandbox, payload: string): Promise<InvokeResult> {
    const result = await sandbox.invoke(payload);
    await this.#release(sandbox);
    return result;
  }

  async #release(sandbox: Sandbox): Promise<void> {
    if (sandbox.isAlive) this.#idle.push(sandbox);
    else {
      await sandbox.stop();
      this.#all.delete(sandbox);
    }
    this.#waiting.shift()?.();
  }
}
