import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { functionArn } from '../account.ts';
import type { FunctionOptions } from './function-options.ts';
import {
  exited,
  failureFromBody,
  type InvokeFailure,
  type InvokeResult,
  resultFromBody,
  timedOut,
} from './invoke-result.ts';
import { type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

/** Lambda's limit for the init phase; what takes longer fails here, where Lambda would try once more. */
const maxInitMs = 10_000;

interface Running {
  readonly requestId: string;
  settle(result: InvokeResult): void;
}

/** One execution environment: a process, its Runtime API, and one invocation at a time. */
export class Sandbox {
  readonly #options: FunctionOptions;
  readonly #spawn: (runtimeApiAddress: string) => ChildProcess;
  readonly #started: PromiseWithResolvers<InvokeFailure | undefined> = Promise.withResolvers();
  readonly #ended: PromiseWithResolvers<void> = Promise.withResolvers();
  #isAlive = true;
  #api: RuntimeApi | undefined;
  #child: ChildProcess | undefined;
  #running: Running | undefined;

  constructor(options: FunctionOptions, spawn: (runtimeApiAddress: string) => ChildProcess) {
    this.#options = options;
    this.#spawn = spawn;
  }

  /** False once its process is gone: it is then of no more use. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Starts the process; gives what went wrong before it asked for its first event, if anything did. */
  async start(): Promise<InvokeFailure | undefined> {
    this.#api = await startRuntimeApi({
      onNext: () => this.#started.resolve(undefined),
      onInitError: (body) => this.#started.resolve(failureFromBody(body)),
      onResponse: (requestId, body) => this.#settle(requestId, resultFromBody(body)),
      onError: (requestId, body) => this.#settle(requestId, failureFromBody(body)),
    });
    if (this.#isAlive) {
      this.#child = this.#spawn(this.#api.address);
      this.#child.once('exit', (code, signal) => this.#end(code, signal));
    }
    const timer = setTimeout(() => this.#started.resolve(timedOut(randomUUID(), maxInitMs)), maxInitMs);
    const failure = await this.#started.promise;
    clearTimeout(timer);
    if (failure) await this.stop();
    return failure;
  }

  /** Runs one event; a timeout kills the process. */
  invoke(payload: string): Promise<InvokeResult> {
    const { name, timeoutMs } = this.#options;
    const requestId = randomUUID();
    if (!this.#isAlive) return Promise.resolve(exited(requestId, null, 'SIGKILL'));
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(requestId, timedOut(requestId, timeoutMs));
        void this.stop();
      }, timeoutMs);
      const settle = (result: InvokeResult): void => {
        clearTimeout(timer);
        resolve(result);
      };
      this.#running = { requestId, settle };
      const deadlineMs = Date.now() + timeoutMs;
      this.#api?.send({ requestId, payload, deadlineMs, functionArn: functionArn(name), traceId: newTraceId() });
    });
  }

  /** Kills the process and waits for its end; an invocation under way ends as one whose process exited. */
  async stop(): Promise<void> {
    if (this.#child) this.#child.kill('SIGKILL');
    else this.#end(null, 'SIGKILL');
    this.#isAlive = false;
    await this.#ended.promise;
    await this.#api?.stop();
  }

  #settle(requestId: string, result: InvokeResult): void {
    if (this.#running?.requestId !== requestId) return;
    this.#running.settle(result);
    this.#running = undefined;
  }

  #end(code: number | null, signal: NodeJS.Signals | null): void {
    const requestId = this.#running?.requestId ?? randomUUID();
    const result = exited(requestId, code, signal);
    this.#isAlive = false;
    this.#started.resolve(result);
    this.#settle(requestId, result);
    this.#ended.resolve();
    void this.#api?.stop();
  }
}

/** An X-Ray trace header as Lambda sends it where active tracing is off. */
function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
