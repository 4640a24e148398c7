import type { Extension } from './extension.ts';
import { type FunctionOptions, isMultiConcurrent } from './function-options.ts';
import type { Invocation } from './invocation.ts';
import type { InvokeFailure } from './invoke-result.ts';
import type { InitializationType } from './sandbox-environment.ts';
import type { SandboxRun } from './sandbox-run.ts';
import type { TelemetryHub } from './telemetry-hub.ts';

/** `init` at first, `invoke` where Lambda tries once more inside the first invocation. */
export type InitPhase = 'init' | 'invoke';

/** What the platform tells of a sandbox (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html). */
export interface PlatformTelemetry {
  initStart(phase: InitPhase): void;
  initDone(phase: InitPhase, failed: InvokeFailure | undefined): void;
  extension(extension: Extension, state: string): void;
  start(invocation: Invocation): void;
  /** Measured from the start of the invocation to now. */
  runtimeDone(run: SandboxRun): void;
  /** Likewise; `maxMemoryUsedMb` is asked for only where somebody has subscribed. */
  report(run: SandboxRun, maxMemoryUsedMb: () => number): void;
}

export function createPlatformTelemetry(
  hub: TelemetryHub,
  options: FunctionOptions,
  initializationType: InitializationType,
): PlatformTelemetry {
  const isManaged = isMultiConcurrent(options);
  const base = { initializationType };
  let initStartedAtMs = 0;
  let initDurationMs: number | undefined;
  return {
    initStart: (phase) => {
      initStartedAtMs = performance.now();
      const { name: functionName, runtime = 'nodejs24.x' } = options;
      hub.emit('platform.initStart', {
        ...base,
        phase,
        functionName,
        functionVersion: '$LATEST',
        runtimeVersion: runtime,
      });
    },
    initDone: (phase, failed) => {
      const durationMs = since(initStartedAtMs);
      if (phase === 'init' && initializationType === 'on-demand') initDurationMs = durationMs;
      hub.emit('platform.initRuntimeDone', { ...base, phase, ...statusOf(failed) });
      hub.emit('platform.initReport', { ...base, phase, ...statusOf(failed), metrics: { durationMs } });
    },
    extension: ({ name, events }, state) => hub.emit('platform.extension', { name, state, events }),
    start: ({ requestId, traceId }) => {
      hub.emit('platform.start', { requestId, version: '$LATEST', tracing: tracingOf(traceId) });
    },
    runtimeDone: (run) => {
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html
      if (isManaged || !hub.isWanted) return;
      const producedBytes = run.result?.ok ? Buffer.byteLength(JSON.stringify(run.result.payload) ?? '') : undefined;
      const metrics = { durationMs: since(run.startedAtMs), ...(producedBytes === undefined ? {} : { producedBytes }) };
      hub.emit('platform.runtimeDone', { ...outcomeOf(run), metrics });
    },
    report: (run, maxMemoryUsedMb) => {
      if (!hub.isWanted) return;
      const durationMs = since(run.startedAtMs);
      if (isManaged) return hub.emit('platform.report', { ...outcomeOf(run), metrics: { durationMs } });
      const init = initDurationMs === undefined ? {} : { initDurationMs };
      // Init is billed since August 2025 (https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/).
      const billedDurationMs = Math.ceil(durationMs + (initDurationMs ?? 0));
      const memory = { memorySizeMB: options.memorySizeMb, maxMemoryUsedMB: maxMemoryUsedMb() };
      hub.emit('platform.report', { ...outcomeOf(run), metrics: { durationMs, billedDurationMs, ...memory, ...init } });
      initDurationMs = undefined;
    },
  };
}

function outcomeOf({ invocation, result }: SandboxRun): object {
  const { requestId, traceId } = invocation;
  return { requestId, ...statusOf(result?.ok === false ? result : undefined), tracing: tracingOf(traceId) };
}

/** A timeout has no error type. */
function statusOf(failed: InvokeFailure | undefined): object {
  if (failed === undefined) return { status: 'success' };
  if (failed.errorType === 'Sandbox.Timedout') return { status: 'timeout' };
  return { status: 'error', errorType: failed.errorType };
}

function tracingOf(traceId: string): object {
  return { spanId: /Parent=([0-9a-f]+)/.exec(traceId)?.[1], type: 'X-Amzn-Trace-Id', value: traceId };
}

/** To the microsecond. */
function since(startMs: number): number {
  return Math.round((performance.now() - startMs) * 1000) / 1000;
}
