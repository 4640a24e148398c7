import type { Context, MeterProvider, TracerProvider } from '@opentelemetry/api';
import { registeredApi, unreadableApiVersion } from './registered-api.ts';

/** What stands in where nothing is registered: the no-ops of the API that a library was installed with. */
export interface NoOps {
  readonly rootContext: Context;
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
}

/**
 * OpenTelemetry's global state, looked up at each call: a provider may be registered long after a library was loaded.
 * What it gives is to be remembered by identity (`rememberLast`), and no longer.
 */
export interface GlobalApi {
  readonly activeContext: () => Context;
  /** Runs `work` with `context` active, and returns what it returns. */
  readonly withContext: <Result>(context: Context, work: () => Result) => Result;
  readonly tracerProvider: () => TracerProvider;
  readonly meterProvider: () => MeterProvider;
  /** Tells the diagnostic logger; nobody where none is registered, or Node where what is registered cannot be read. */
  readonly warn: (message: string, ...causes: unknown[]) => void;
  /** Tells the diagnostic logger, or Node where none is registered: of what leaves somebody without any telemetry. */
  readonly alert: (message: string) => void;
  /** Why nothing can be recorded although an application set OpenTelemetry up; undefined where that is not so. */
  readonly mismatch: () => string | undefined;
}

/** Makes a reader of the global state. Use it in place of the API's own `trace`, `metrics`, `context` and `diag`. */
export function createGlobalApi({ rootContext, tracerProvider, meterProvider }: NoOps): GlobalApi {
  return {
    activeContext: () => registeredApi().context?.active() ?? rootContext,
    withContext(context, work) {
      const manager = registeredApi().context;
      return manager === undefined ? work() : manager.with(context, work);
    },
    tracerProvider: () => registeredApi().trace ?? tracerProvider,
    meterProvider: () => registeredApi().metrics ?? meterProvider,
    warn(message, ...causes) {
      const { diag } = registeredApi();
      if (diag !== undefined) diag.warn(message, ...causes);
      else if (unreadableApiVersion() !== undefined) process.emitWarning(message);
    },
    alert(message) {
      const { diag } = registeredApi();
      if (diag === undefined) process.emitWarning(message);
      else diag.warn(message);
    },
    mismatch: explainMismatch,
  };
}

function explainMismatch(): string | undefined {
  const unreadable = unreadableApiVersion();
  if (unreadable !== undefined) {
    return `OpenTelemetry API ${unreadable} is registered, and this library reads 1.9 and later 1.x. Install one of these.`;
  }
  const { version, trace, metrics } = registeredApi();
  if (version === undefined || (trace === undefined) === (metrics === undefined)) return undefined;
  const missing = trace === undefined ? 'tracer' : 'meter';
  return `only a part of OpenTelemetry is registered, with its API ${version}: no ${missing} provider. If one was set, then with another version of the API, and that one is refused. Install one version of @opentelemetry/api.`;
}
