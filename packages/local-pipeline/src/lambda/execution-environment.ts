import { randomUUID } from 'node:crypto';
import type { Extension } from './extension.ts';
import { createExtensionRegistry, type ExtensionRegistry } from './extension-registry.ts';
import { createExtensionsApi, type ExtensionsApi } from './extensions-api.ts';
import { isMultiConcurrent } from './function-options.ts';
import type { Invocation } from './invocation.ts';
import {
  exited,
  extensionCrashed,
  extensionFailed,
  failure,
  failureFromBody,
  type InvokeFailure,
  type InvokeResult,
  resultFromBody,
  timedOut,
} from './invoke-result.ts';
import { createPlatformTelemetry, type InitPhase, type PlatformTelemetry } from './platform-telemetry.ts';
import { createRuntimeApi, type RuntimeApi } from './runtime-api.ts';
import type { SandboxSettings } from './sandbox-environment.ts';
import type { SandboxGuard } from './sandbox-guard.ts';
import type { SandboxLimits } from './sandbox-limits.ts';
import { externalExtensions, SandboxProcesses } from './sandbox-processes.ts';
import { type SandboxServer, startSandboxServer } from './sandbox-server.ts';
import type { ShutdownReason } from './shut-down-processes.ts';
import { createTelemetryApi } from './telemetry-api.ts';
import { createTelemetryHub, type TelemetryHub } from './telemetry-hub.ts';

/** What an environment is made from. */
export interface EnvironmentParts extends Omit<SandboxSettings, 'runtimeApiAddress'> {
  readonly limits: SandboxLimits;
  readonly guard: SandboxGuard;
}

/** What an environment that has started tells. */
export interface EnvironmentReports {
  /** The runtime asks for its next event. */
  onRuntimeNext(): void;
  onExtensionNext(): void;
  onResult(requestId: string, result: InvokeResult): void;
  /** It is of no more use: a process has ended, or an extension gives up. */
  onFailure(describe: (requestId: string) => InvokeFailure): void;
}

/** Processes and the APIs they are served, from init to shutdown. */
export class ExecutionEnvironment {
  readonly telemetry: PlatformTelemetry;
  readonly #parts: EnvironmentParts;
  readonly #reports: EnvironmentReports;
  readonly #hub: TelemetryHub = createTelemetryHub();
  readonly #registry: ExtensionRegistry;
  readonly #processes: SandboxProcesses;
  readonly #runtimeApi: RuntimeApi;
  readonly #init: PromiseWithResolvers<InvokeFailure | undefined> = Promise.withResolvers();
  #settings: SandboxSettings | undefined;
  #server: SandboxServer | undefined;
  #hasRuntimeAsked = false;
  #isInitialised = false;
  #ending: Promise<void> | undefined;

  constructor(parts: EnvironmentParts, reports: EnvironmentReports) {
    const { options, initializationType, guard } = parts;
    this.#parts = parts;
    this.#reports = reports;
    this.telemetry = createPlatformTelemetry(this.#hub, options, initializationType);
    this.#registry = createExtensionRegistry([...externalExtensions(options).keys()], isMultiConcurrent(options));
    this.#processes = new SandboxProcesses({
      guard,
      hub: this.#hub,
      onLog: options.onLog,
      onEnd: (end, extension) => this.#fail((id) => (extension === undefined ? exited : extensionCrashed)(id, end)),
    });
    this.#runtimeApi = createRuntimeApi({
      onNext: () => this.#takeRuntimeNext(),
      onInitError: (body) => this.#init.resolve(failureFromBody(body)),
      onResponse: (requestId, body) => reports.onResult(requestId, resultFromBody(body)),
      onError: (requestId, body) => reports.onResult(requestId, failureFromBody(body)),
    });
  }

  /** True while no extension still works on the event it was given last. */
  get areExtensionsDone(): boolean {
    return this.#registry.subscribers('INVOKE').every(({ isReady }) => isReady);
  }

  /**
   * Starts extensions, then the runtime; done when each has asked for its next event. Gives what went wrong instead, and has
   * shut down then.
   */
  async start(phase: InitPhase, limitMs: number): Promise<InvokeFailure | undefined> {
    this.telemetry.initStart(phase);
    const timer = setTimeout(() => this.#init.resolve(timedOut(randomUUID(), limitMs)), limitMs);
    await this.#launch().catch((error: Error) => this.#init.resolve(failure('ServiceException', error.message)));
    const failed = await this.#init.promise;
    clearTimeout(timer);
    this.#isInitialised = true;
    this.telemetry.initDone(phase, failed);
    for (const each of this.#registry.all()) this.telemetry.extension(each, each.isReady ? 'Ready' : 'Registered');
    this.#hub.close();
    if (failed) await this.shutDown(failed.errorType === 'Sandbox.Timedout' ? 'TIMEOUT' : 'FAILURE');
    return failed;
  }

  /** Hands an event to the runtime, and word of it to the extensions that want it. */
  send(invocation: Invocation): void {
    this.#processes.thaw();
    this.telemetry.start(invocation);
    const { requestId, deadlineMs, functionArn: invokedFunctionArn, traceId } = invocation;
    const tracing = { type: 'X-Amzn-Trace-Id', value: traceId };
    for (const extension of this.#registry.subscribers('INVOKE')) {
      extension.give({ eventType: 'INVOKE', deadlineMs, requestId, invokedFunctionArn, tracing });
    }
    this.#runtimeApi.send(invocation);
  }

  freeze(): void {
    if (this.#ending === undefined) this.#processes.freeze();
  }

  /** Kills every process, as if the machine had; the failure is reported. */
  kill(): void {
    this.#processes.kill();
  }

  /** Ends every process as Lambda does, once; resolves when all are gone. */
  shutDown(reason: ShutdownReason): Promise<void> {
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  maxMemoryUsedMb(): number {
    return this.#processes.maxMemoryUsedMb();
  }

  async #launch(): Promise<void> {
    const apis = { runtime: this.#runtimeApi, extensions: this.#serveExtensions(), telemetry: this.#serveTelemetry() };
    this.#server = await startSandboxServer(apis);
    if (this.#ending) return this.#server.stop();
    this.#settings = { ...this.#parts, runtimeApiAddress: this.#server.address };
    this.#processes.startExtensions(this.#settings);
    this.#startRuntimeIfReady();
  }

  async #end(reason: ShutdownReason): Promise<void> {
    this.#init.resolve(exited(randomUUID(), { code: null, signal: 'SIGKILL' }));
    await this.#processes.shutDown(this.#registry.all(), this.#parts.limits, reason);
    this.#hub.stop();
    await this.#server?.stop();
  }

  #startRuntimeIfReady(): void {
    if (this.#settings === undefined || this.#processes.hasRuntime || this.#ending) return;
    if (this.#registry.hasAllExternal()) this.#processes.startRuntime(this.#settings);
  }

  #takeRuntimeNext(): void {
    this.#hasRuntimeAsked = true;
    this.#registry.close();
    if (this.#isInitialised) this.#reports.onRuntimeNext();
    else this.#checkInit();
  }

  #checkInit(): void {
    if (this.#hasRuntimeAsked && this.#registry.all().every(({ isReady }) => isReady)) this.#init.resolve(undefined);
  }

  #fail(describe: (requestId: string) => InvokeFailure): void {
    if (this.#ending) return;
    if (this.#isInitialised) this.#reports.onFailure(describe);
    else this.#init.resolve(describe(randomUUID()));
  }

  #serveExtensions(): ExtensionsApi {
    const { name: functionName, handler } = this.#parts.options;
    const metadata = { functionName, functionVersion: '$LATEST', handler };
    return createExtensionsApi(this.#registry, metadata, {
      onRegister: () => this.#startRuntimeIfReady(),
      onNext: () => (this.#isInitialised ? this.#reports.onExtensionNext() : this.#checkInit()),
      onError: ({ name }: Extension, phase, errorType) =>
        this.#fail((id) => extensionFailed(id, name, phase, errorType)),
    });
  }

  #serveTelemetry(): ReturnType<typeof createTelemetryApi> {
    return createTelemetryApi(this.#registry, this.#hub, isMultiConcurrent(this.#parts.options));
  }
}
