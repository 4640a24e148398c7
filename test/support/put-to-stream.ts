import { type KinesisClient, PutRecordsCommand, type PutRecordsCommandOutput } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import { createInMemoryTelemetry, type InMemoryTelemetry } from './in-memory-telemetry.ts';
import type { LocalKinesis } from './local-kinesis.ts';
import { readAllRecords } from './read-all-records.ts';
import { readStamped, type Stamped } from './read-stamped.ts';

export type Protocol = 'HTTP/1.1' | 'HTTP/2';

const handlers = {
  'HTTP/1.1': (requestTimeout: number) => new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true }),
  'HTTP/2': (requestTimeout: number) => new NodeHttp2Handler({ requestTimeout }),
} as const;

/** A record of a test. */
export interface Entry {
  readonly Data: Buffer;
  readonly PartitionKey: string;
}

/** A stream of its own, and a wrapped client that puts to it. */
export interface PutToStream extends InMemoryTelemetry {
  readonly stream: string;
  readonly client: KinesisClient;
  /** The same client without us. */
  readonly bare: KinesisClient;
  put(records: readonly Entry[]): Promise<PutRecordsCommandOutput>;
  /** All that is in the stream. */
  stored(): Promise<readonly (Stamped & { readonly bytes: number })[]>;
}

/** How the client sends. */
export interface Sending {
  readonly protocol?: Protocol;
  readonly maxAttempts?: number;
  readonly timeoutMs?: number;
  readonly shards?: number;
  readonly options?: ProducerOptions;
}

export async function putToStream(
  kinesis: LocalKinesis,
  { protocol = 'HTTP/2', maxAttempts = 1, timeoutMs = 20_000, shards = 1, options = {} }: Sending = {},
): Promise<PutToStream> {
  const telemetry = createInMemoryTelemetry();
  const stream = await kinesis.createStream(shards);
  const { tracerProvider, meterProvider } = telemetry;
  const make = () => kinesis.sdkClient({ requestHandler: handlers[protocol](timeoutMs), maxAttempts });
  const client = instrumentKinesisClient(make(), { tracerProvider, meterProvider, ...options });
  return {
    ...telemetry,
    stream,
    client,
    bare: make(),
    put: (records) => client.send(new PutRecordsCommand({ StreamName: stream, Records: [...records] })),
    stored: async () => {
      const data = await readAllRecords(kinesis.sdkClient(), stream);
      return data.map((each) => ({ ...readStamped(each), bytes: each.length }));
    },
  };
}

/** So many JSON records, each with an own key. */
export function jsonEntries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const Data = Buffer.from(`{"flight":"LH${index}","remarks":"Ωμέγα 😀"}`);
    return Object.freeze({ Data, PartitionKey: `${index}`.padStart(4, '0') });
  });
}
