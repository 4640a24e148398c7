import { basename } from 'node:path';
import type { Extension } from './extension.ts';
import { layerExtensions } from './layers.ts';
import { runtimeCommand } from './runtime-command.ts';
import { extensionEnvironment, type SandboxSettings } from './sandbox-environment.ts';
import type { SandboxGuard } from './sandbox-guard.ts';
import type { SandboxLimits } from './sandbox-limits.ts';
import { maxMemoryUsedMb } from './sandbox-memory.ts';
import { type ProcessEnd, type SandboxProcess, startProcess } from './sandbox-process.ts';
import { type ShutdownReason, shutDownProcesses } from './shut-down-processes.ts';
import type { TelemetryHub } from './telemetry-hub.ts';

/** What the processes of a sandbox are started with, and whom they tell. */
export interface ProcessesParts {
  readonly guard: SandboxGuard;
  readonly hub: TelemetryHub;
  readonly onLog: ((line: string) => void) | undefined;
  /** A process has ended; `extension` is the name of its file, undefined for the runtime. */
  onEnd(end: ProcessEnd, extension: string | undefined): void;
}

/** The files that are started as external extensions, by name. */
export function externalExtensions({
  extensions = [],
  layers = [],
}: SandboxSettings['options']): ReadonlyMap<string, string> {
  return new Map([...layerExtensions(layers), ...extensions].map((path) => [basename(path), path]));
}

/** The processes of one sandbox: the runtime's and those of its external extensions. */
export class SandboxProcesses {
  readonly #parts: ProcessesParts;
  readonly #externals: Map<string, SandboxProcess> = new Map();
  #runtime: SandboxProcess | undefined;
  #isFrozen = false;

  constructor(parts: ProcessesParts) {
    this.#parts = parts;
  }

  get hasRuntime(): boolean {
    return this.#runtime !== undefined;
  }

  startExtensions(settings: SandboxSettings): void {
    const { guard } = this.#parts;
    for (const [name, file] of externalExtensions(settings.options)) {
      const command = { file, args: [], cwd: '/', env: extensionEnvironment(settings) };
      const started = startProcess(command, guard, (line) => this.#log('extension', line));
      this.#externals.set(name, started);
      void started.ended.then((end) => this.#parts.onEnd(end, name));
    }
  }

  startRuntime(settings: SandboxSettings): void {
    this.#runtime = startProcess(runtimeCommand(settings), this.#parts.guard, (line) => this.#log('function', line));
    void this.#runtime.ended.then((end) => this.#parts.onEnd(end, undefined));
  }

  /** Stops every process until `thaw`: no timer fires, no callback runs, nothing is sent. */
  freeze(): void {
    if (this.#isFrozen) return;
    this.#isFrozen = true;
    this.#parts.hub.pause();
    this.#signalAll('SIGSTOP');
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.#signalAll('SIGCONT');
    this.#parts.hub.resume();
  }

  /** At once, frozen or not. */
  kill(): void {
    this.#signalAll('SIGKILL');
  }

  /** Ends all as Lambda does, and waits for it. */
  shutDown(extensions: readonly Extension[], limits: SandboxLimits, reason: ShutdownReason): Promise<void> {
    this.thaw();
    const flush = (): Promise<void> => this.#parts.hub.flush();
    const parts = { runtime: this.#runtime, externals: this.#externals, extensions, limits, flush };
    return shutDownProcesses(parts, reason);
  }

  maxMemoryUsedMb(): number {
    return maxMemoryUsedMb(this.#all().map(({ pid }) => pid));
  }

  #all(): readonly SandboxProcess[] {
    return [...this.#externals.values(), ...(this.#runtime ? [this.#runtime] : [])];
  }

  #signalAll(signal: NodeJS.Signals): void {
    for (const each of this.#all()) each.signalGroup(signal);
  }

  #log(stream: 'function' | 'extension', line: string): void {
    this.#parts.onLog?.(line);
    this.#parts.hub.emit(stream, line);
  }
}
