import type { ContextManager, DiagLogger, MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';

/** What was registered with OpenTelemetry, by whichever copy of its API. */
export interface RegisteredApi {
  /** The version of the copy that registered first; the others must have the same. */
  readonly version?: string;
  readonly trace?: TracerProvider;
  readonly metrics?: MeterProvider;
  readonly context?: ContextManager;
  readonly propagation?: TextMapPropagator;
  readonly diag?: DiagLogger;
}

/** Every API 1.x keeps what it was given under this key: https://github.com/open-telemetry/opentelemetry-js, `api/src/internal/global-utils.ts`. */
const registryKey = Symbol.for('opentelemetry.js.api.1');
/** The oldest API whose providers have all that is asked of them here. */
const oldestMinor = 9;
const nothing: RegisteredApi = {};

/**
 * Reads what is registered now, as the oldest API supported would.
 *
 * The API itself hides from a copy what an older copy registered (1.10 sees nothing of 1.9), without a word. Here 1.9 and
 * every later 1.x are read, whatever copy this library was installed with.
 */
export function registeredApi(): RegisteredApi {
  const registry = (globalThis as { [registryKey]?: RegisteredApi })[registryKey];
  return registry !== undefined && isReadable(registry.version) ? registry : nothing;
}

/** The version of an OpenTelemetry API that is registered but cannot be read; undefined where there is none such. */
export function unreadableApiVersion(): string | undefined {
  if (registeredApi() !== nothing) return undefined;
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    const major = /^opentelemetry\.js\.api\.(\d+)$/.exec(key.description ?? '')?.[1];
    if (major === undefined) continue;
    const { version } = (globalThis as { [other: symbol]: { version?: unknown } | undefined })[key] ?? {};
    return typeof version === 'string' ? version : major;
  }
  return undefined;
}

let lastVersion: string | undefined;
let lastIsReadable = false;

function isReadable(version: string | undefined): boolean {
  if (version !== lastVersion) {
    lastVersion = version;
    const minor = /^1\.(\d+)\./.exec(version ?? '')?.[1];
    lastIsReadable = minor !== undefined && Number(minor) >= oldestMinor;
  }
  return lastIsReadable;
}
