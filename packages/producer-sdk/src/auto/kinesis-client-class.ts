import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import type { Send } from '@kinesis-otel/contract';

/** The class that the AWS SDK's Kinesis clients are made of. */
export interface KinesisClientClass {
  readonly prototype: { send: Send };
}

/** Node says on this channel that a module was loaded: https://nodejs.org/api/diagnostics_channel.html#modules */
const requireEnded = 'tracing:module.require:end';
const clientModule = /@aws-sdk[\\/]client-kinesis(?:$|[\\/])/;

/**
 * Tells of every copy of the Kinesis client that the process has loaded, and will load; gives the way to stop it.
 *
 * Node loads the AWS SDK as CommonJS, whether it is required or imported, so this one channel sees it. An application that
 * is bundled into one file loads nothing, and nothing is told.
 */
export function watchKinesisClientClasses(found: (clientClass: KinesisClientClass) => void): () => void {
  const look = (exports: unknown): void => {
    const { KinesisClient } = (exports ?? {}) as { KinesisClient?: KinesisClientClass };
    if (typeof KinesisClient?.prototype?.send === 'function') found(KinesisClient);
  };
  const onLoaded = (message: unknown): void => {
    const { id, result } = message as { readonly id?: unknown; readonly result?: unknown };
    if (typeof id === 'string' && clientModule.test(id)) look(result);
  };
  subscribe(requireEnded, onLoaded);
  for (const [path, loaded] of Object.entries(createRequire(process.execPath).cache)) {
    if (clientModule.test(path)) look(loaded?.exports);
  }
  return () => void unsubscribe(requireEnded, onLoaded);
}
