import type { Extension } from './extension.ts';
import type { SandboxLimits } from './sandbox-limits.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/** Why a sandbox is shut down. */
export type ShutdownReason = 'SPINDOWN' | 'TIMEOUT' | 'FAILURE';

/** What is to be shut down. */
export interface ShutdownParts {
  readonly runtime: SandboxProcess | undefined;
  /** By the names of their files. */
  readonly externals: ReadonlyMap<string, SandboxProcess>;
  readonly extensions: readonly Extension[];
  readonly limits: SandboxLimits;
  /** Sends the telemetry there is. */
  flush(): Promise<void>;
}

/**
 * Ends the processes as Lambda does (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Shutdown
 * phase"): without extensions by SIGKILL, else the runtime gets SIGTERM and its share of the time, then every external
 * extension that registered for it a SHUTDOWN event and the rest. What is left then is killed.
 */
export async function shutDownProcesses(parts: ShutdownParts, reason: ShutdownReason): Promise<void> {
  const { runtime, externals, extensions, limits } = parts;
  const all = [...externals.values(), ...(runtime ? [runtime] : [])];
  if (externals.size > 0 || extensions.length > 0) {
    const startedAtMs = performance.now();
    const hasInternal = extensions.some(({ isExternal }) => !isExternal);
    const shareMs = hasInternal ? limits.internalShutdownMs : limits.runtimeShutdownMs;
    if (runtime) await endRuntime(runtime, shareMs);
    const leftMs = Math.max(limits.shutdownMs - (performance.now() - startedAtMs), 0);
    await endExtensions(parts, reason, leftMs);
  }
  for (const each of all) each.signalGroup('SIGKILL');
  await Promise.all(all.map(({ ended }) => ended));
}

async function endRuntime(runtime: SandboxProcess, shareMs: number): Promise<void> {
  runtime.signal('SIGTERM');
  await within(shareMs, runtime.ended);
  runtime.signalGroup('SIGKILL');
  await runtime.ended;
}

async function endExtensions(parts: ShutdownParts, reason: ShutdownReason, leftMs: number): Promise<void> {
  const { externals, extensions, flush } = parts;
  const told = extensions.filter(({ isExternal, events }) => isExternal && events.includes('SHUTDOWN'));
  const processes = told.flatMap(({ name }) => externals.get(name) ?? []);
  const endsAtMs = Date.now() + leftMs;
  if (processes.length === 0) return;
  await within(leftMs, flush());
  for (const extension of told) {
    extension.give({ eventType: 'SHUTDOWN', shutdownReason: reason, deadlineMs: Math.ceil(endsAtMs) });
  }
  await within(Math.max(endsAtMs - Date.now(), 0), Promise.all(processes.map(({ ended }) => ended)));
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
