import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Variant } from './load-client.ts';
import type { PutOrder } from './putter.ts';

/** A process that puts records for one variant. */
export interface Putter {
  /** Puts so many times, and gives the processor's time of one put in nanoseconds, on all threads. */
  readonly putNs: (order: PutOrder) => Promise<number>;
  readonly stop: () => void;
}

/** Where a putter sends records and telemetry, and how many records it puts in one call. */
export interface PutterPlace {
  readonly kinesisUrl: string;
  readonly telemetryUrl: string;
  readonly records: number;
}

/** Starts one. Rejects where its records do not carry what they are to carry. */
export async function startPutter(
  variant: Variant,
  { kinesisUrl, telemetryUrl, records }: PutterPlace,
): Promise<Putter> {
  const child = fork(join(import.meta.dirname, 'putter.ts'), [variant, kinesisUrl, telemetryUrl, `${records}`], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      ...datadog,
      DD_TRACE_AWS_SDK_KINESIS_BATCH_PROPAGATION_ENABLED: `${variant === 'dd-trace'}`,
    },
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process that puts records for ${variant} ended with ${code}.`);
  });
  // Also the end that was asked for.
  ended.catch(() => undefined);
  const nextMessage = async () => (await Promise.race([once(child, 'message'), ended]))[0];
  await nextMessage();
  return {
    putNs(order) {
      child.send(order);
      return nextMessage();
    },
    stop: () => child.disconnect(),
  };
}

const datadog = { DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false', DD_REMOTE_CONFIGURATION_ENABLED: 'false' };
