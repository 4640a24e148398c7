import { KinesisClient, type KinesisClientConfig } from '@aws-sdk/client-kinesis';
import { type AwsJsonClient, createAwsJsonClient } from '../../packages/local-pipeline/src/aws-json-client.ts';
import { createStreams } from '../../packages/local-pipeline/src/kinesis/create-streams.ts';
import type { KinesisControls } from '../../packages/local-pipeline/src/kinesis/kinesis-controls.ts';
import type { KinesisOptions } from '../../packages/local-pipeline/src/kinesis/kinesis-options.ts';
import { startKinesis } from '../../packages/local-pipeline/src/kinesis/start-kinesis.ts';
import { createLedger, type LedgerBook } from '../../packages/local-pipeline/src/ledger/ledger.ts';

/** The stream service as a pipeline has it, with its limits, on a clock that stands still until it is moved. */
export interface LocalKinesis {
  readonly endpoint: string;
  readonly book: LedgerBook;
  readonly controls: KinesisControls;
  /** The pipeline's own client. */
  readonly ownClient: AwsJsonClient;
  /** The AWS SDK's client, which makes one attempt; destroyed with the service. */
  sdkClient(config?: KinesisClientConfig): KinesisClient;
  /** Makes a stream nothing else uses and gives its name. */
  createStream(shards: number): Promise<string>;
  advanceMs(durationMs: number): void;
  stop(): Promise<void>;
}

/** Starts services for the tests of a file and stops them all, also those of tests that failed. */
export interface LocalKinesisPool {
  start(options?: KinesisOptions): Promise<LocalKinesis>;
  stop(): Promise<void>;
}

export function createKinesisPool(): LocalKinesisPool {
  const started: LocalKinesis[] = [];
  return {
    start: async (options) => {
      const kinesis = await startLocalKinesis(options);
      started.push(kinesis);
      return kinesis;
    },
    stop: async () => {
      await Promise.all(started.splice(0).map((kinesis) => kinesis.stop()));
    },
  };
}

async function startLocalKinesis(options: KinesisOptions = {}): Promise<LocalKinesis> {
  let nowMs = 0;
  let streams = 0;
  const book = createLedger();
  const kinesis = await startKinesis(0, book, options, () => nowMs);
  const endpoint = `http://127.0.0.1:${kinesis.port}`;
  const ownClient = createAwsJsonClient(kinesis.port, 'Kinesis_20131202', '1.1');
  const clients: KinesisClient[] = [];
  return {
    endpoint,
    book,
    controls: kinesis.controls,
    ownClient,
    sdkClient: (config = {}) => {
      const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
      const client = new KinesisClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1, ...config });
      clients.push(client);
      return client;
    },
    createStream: async (shards) => {
      const name = `stream-${++streams}`;
      await createStreams(ownClient, [{ name, shards }]);
      return name;
    },
    advanceMs: (durationMs) => {
      nowMs += durationMs;
    },
    stop: async () => {
      for (const client of clients) client.destroy();
      ownClient.stop();
      await kinesis.stop();
    },
  };
}
