import { createRequire } from 'node:module';
import { registeredApi } from '@kinesis-otel/contract';
import type * as Sdk from '@opentelemetry/sdk-node';
import { stampNamedStreams, withRegisterDefaults } from '../env.ts';
import { kinesisOtelViews } from '../kinesis-otel-views.ts';
import { createKinesisInstrumentation } from './kinesis-instrumentation.ts';

/** What a process ends with: sends what is held back. */
export type Shutdown = () => Promise<void>;

const packageName = '@opentelemetry/sdk-node';

/**
 * Instruments the process's Kinesis clients, and starts OpenTelemetry's SDK for Node with all its `OTEL_` variables:
 * exporters are OTLP over HTTP, metrics deltas, unless a variable says otherwise. Where an SDK is registered already, that
 * one is used, and undefined returned.
 *
 * @throws an error that says what to install, or which variable is wrong
 */
export function startNodeSdk(): Shutdown | undefined {
  const isRegistered = registeredApi().trace !== undefined;
  const sdkModule = isRegistered ? undefined : loadSdk();
  const instrumentations = [createKinesisInstrumentation(stampNamedStreams())];
  if (sdkModule === undefined) return undefined;
  const sdk = withRegisterDefaults(() => {
    const made = new sdkModule.NodeSDK({ instrumentations, views: [...kinesisOtelViews] });
    made.start();
    return made;
  });
  return () => sdk.shutdown();
}

function loadSdk(): typeof Sdk {
  try {
    return createRequire(import.meta.url)(packageName);
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (code !== 'MODULE_NOT_FOUND' || !String(message).includes(packageName)) throw error;
    throw new Error(
      `${packageName} is not installed, so nothing is traced or measured. Run \`npm install ${packageName}\`.`,
    );
  }
}
