import type { ContextManager, DiagLogger, TextMapPropagator, TracerProvider } from '@opentelemetry/api';

/** What the OpenTelemetry API finds through its one global object, whichever copy of it asks. */
export interface ApiGlobals {
  trace?: TracerProvider;
  context?: ContextManager;
  propagation?: TextMapPropagator;
  diag?: DiagLogger;
}

const key = Symbol.for('opentelemetry.js.api.1');

/** Copies of the API older than this, or as old, take what is registered; it is the version the layer is built with. */
const version = '1.10.0';

type WithGlobals = { [key]?: ApiGlobals };

/** What is registered now, by anyone. */
export function registeredGlobals(): Readonly<ApiGlobals> {
  return (globalThis as WithGlobals)[key] ?? {};
}

/**
 * Registers what nobody has registered yet, and leaves the rest.
 *
 * Written to the global object itself: the API refuses where any other version of it has registered anything, and a function
 * often has a copy of its own.
 */
export function registerFree(wanted: ApiGlobals): void {
  const holder = globalThis as WithGlobals;
  holder[key] ??= Object.defineProperty({}, 'version', { value: version, enumerable: true });
  const globals = holder[key];
  for (const name of ['trace', 'context', 'propagation', 'diag'] as const) {
    if (globals[name] === undefined && wanted[name] !== undefined) Object.assign(globals, { [name]: wanted[name] });
  }
}
