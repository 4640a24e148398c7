import { withoutThrowing } from '@kinesis-otel/contract';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { readProducerSettings } from '../env.ts';
import { checkProducerOptions, type ProducerOptions } from '../options.ts';
import { createProducerParts, type ProducerParts } from '../producer-parts.ts';
import { openProducerTelemetry, scopeName } from '../telemetry.ts';
import { realMeterProvider, realTracerProvider } from './handed-providers.ts';
import { type KinesisClientClass, watchKinesisClientClasses } from './kinesis-client-class.ts';
import { type PartsOfClient, patchClientClass } from './patch-client-class.ts';

/** How to instrument every Kinesis client of a process. */
export interface KinesisInstrumentationConfig extends ProducerOptions {
  /** False: nothing is patched until `enable` is called, which `registerInstrumentations` does. @defaultValue true */
  readonly enabled?: boolean;
}

/** An OpenTelemetry instrumentation, in the shape that `registerInstrumentations` and `NodeSDK` take. */
export interface KinesisInstrumentation {
  readonly instrumentationName: string;
  readonly instrumentationVersion: string;
  enable(): void;
  disable(): void;
  setTracerProvider(tracerProvider: TracerProvider): void;
  setMeterProvider(meterProvider: MeterProvider): void;
  /** @throws KinesisOtelOptionError as `createKinesisInstrumentation` */
  setConfig(config: KinesisInstrumentationConfig): void;
  getConfig(): KinesisInstrumentationConfig;
}

/** The package's, which a test compares with its manifest. */
const instrumentationVersion = '0.1.0';

/**
 * Instruments every client of `@aws-sdk/client-kinesis`, as `instrumentKinesisClient` does one: those made before, too, and
 * every copy of the AWS SDK. A client that was wrapped itself keeps its own options.
 *
 * Works where Node loads the AWS SDK as a package. In an application that is bundled into one file there is no package to
 * find: wrap its clients with `instrumentKinesisClient`.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a variable with a value it cannot have
 * @example
 * registerInstrumentations({ instrumentations: [createKinesisInstrumentation({ pipeline: 'orders' })] });
 */
export function createKinesisInstrumentation(config: KinesisInstrumentationConfig = {}): KinesisInstrumentation {
  let current = readConfig(config);
  const handed: Providers = {};
  const shared = createSharedParts(() => ({ ...given(handed), ...current.options }));
  const patches = createPatches(shared.partsOf);
  const instrumentation: KinesisInstrumentation = {
    instrumentationName: scopeName,
    instrumentationVersion,
    enable: patches.enable,
    disable: patches.disable,
    setTracerProvider(provider) {
      handed.tracerProvider = realTracerProvider(provider);
      shared.forget();
    },
    setMeterProvider(provider) {
      handed.meterProvider = realMeterProvider(provider);
      shared.forget();
    },
    setConfig(changed) {
      current = readConfig(changed);
      shared.forget();
    },
    getConfig: () => ({ ...current.options, enabled: current.isEnabled }),
  };
  if (current.isEnabled) instrumentation.enable();
  return instrumentation;
}

/** Those of `registerInstrumentations`. */
interface Providers {
  tracerProvider?: TracerProvider | undefined;
  meterProvider?: MeterProvider | undefined;
}

interface ReadConfig {
  readonly options: ProducerOptions;
  readonly isEnabled: boolean;
}

function readConfig({ enabled = true, ...options }: KinesisInstrumentationConfig): ReadConfig {
  checkProducerOptions(options);
  // Reads the variables too, so that a wrong one is told here and not at the first put.
  readProducerSettings(options);
  return { options: given(options), isEnabled: enabled };
}

/** Without what is undefined, which would hide what is given elsewhere. */
function given(options: Providers | ProducerOptions): ProducerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

interface SharedParts {
  readonly partsOf: PartsOfClient;
  /** Clients get new parts at their next put. */
  readonly forget: () => void;
}

/** Makes a client's parts at its first put. */
function createSharedParts(optionsNow: () => ProducerOptions): SharedParts {
  const { reportOnce } = openProducerTelemetry({});
  let byClient = new WeakMap<object, ProducerParts>();
  return {
    partsOf: (client, send) =>
      withoutThrowing(reportOnce, 'a Kinesis client could not be instrumented', undefined, () => {
        const parts = byClient.get(client) ?? createProducerParts(optionsNow(), send);
        byClient.set(client, parts);
        return parts;
      }),
    forget() {
      byClient = new WeakMap();
    },
  };
}

function createPatches(partsOf: PartsOfClient): { readonly enable: () => void; readonly disable: () => void } {
  const undo = new Map<KinesisClientClass, () => void>();
  let unwatch: (() => void) | undefined;
  return {
    enable() {
      unwatch ??= watchKinesisClientClasses((clientClass) => {
        if (!undo.has(clientClass)) undo.set(clientClass, patchClientClass(clientClass, partsOf));
      });
    },
    disable() {
      unwatch?.();
      unwatch = undefined;
      for (const unpatch of undo.values()) unpatch();
      undo.clear();
    },
  };
}
