import { createRequire } from 'node:module';
import type * as Kinesis from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { startSdk } from '../start-sdk.ts';

/** What is put around the AWS SDK's client. */
export type Variant = 'bare' | 'kinesis-otel' | 'dd-trace' | 'dd-trace, first record';

/** The AWS SDK, loaded for one variant, and how its clients are made. */
export interface LoadedSdk {
  readonly sdk: typeof Kinesis;
  readonly wrap: (client: Kinesis.KinesisClient) => Kinesis.KinesisClient;
  /** The member of a JSON payload that context goes into; undefined where none does. */
  readonly member: '_otel' | '_datadog' | undefined;
  /** Whether every record is to carry it, or the first alone. */
  readonly isOfEveryRecord: boolean;
}

const load = createRequire(import.meta.url);

/** Loads the AWS SDK as a variant's user would: dd-trace has to come before it. Telemetry goes to `telemetryUrl`. */
export function loadSdk(variant: Variant, telemetryUrl: string): LoadedSdk {
  if (variant.startsWith('dd-trace')) {
    // All but its AWS plugins would have nothing to do here.
    load('dd-trace').init({ url: telemetryUrl, startupLogs: false });
  }
  const sdk: typeof Kinesis = load('@aws-sdk/client-kinesis');
  if (variant !== 'kinesis-otel') {
    const member = variant === 'bare' ? undefined : '_datadog';
    return { sdk, wrap: (client) => client, member, isOfEveryRecord: variant === 'dd-trace' };
  }
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const { tracerProvider, meterProvider } = startSdk(telemetryUrl);
  const wrap = (client: Kinesis.KinesisClient) => instrumentKinesisClient(client, { tracerProvider, meterProvider });
  return { sdk, wrap, member: '_otel', isOfEveryRecord: true };
}
