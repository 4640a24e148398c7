import { type AwsJsonClient, createAwsJsonClient } from '../../packages/local-pipeline/src/aws-json-client.ts';
import { createStreams } from '../../packages/local-pipeline/src/kinesis/create-streams.ts';
import { startKinesisEngine } from '../../packages/local-pipeline/src/kinesis/engine.ts';
import { startFront } from '../../packages/local-pipeline/src/kinesis/front.ts';
import { recordAccepted } from '../../packages/local-pipeline/src/kinesis/record-accepted.ts';
import { translateStreamArn } from '../../packages/local-pipeline/src/kinesis/translate-stream-arn.ts';
import { createLedger, type LedgerBook } from '../../packages/local-pipeline/src/ledger/ledger.ts';

/** A stream engine behind its front, without the rest of a pipeline. */
export interface LocalStream {
  readonly port: number;
  readonly endpoint: string;
  readonly book: LedgerBook;
  readonly client: AwsJsonClient;
  /** Makes a stream nothing else uses and gives its name. */
  createStream(shards: number): Promise<string>;
  /** Puts texts, in order, all under one partition key. */
  put(stream: string, texts: readonly string[], partitionKey?: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startLocalStream(): Promise<LocalStream> {
  const book = createLedger();
  const engine = await startKinesisEngine();
  const front = await startFront(0, engine.port, [translateStreamArn, recordAccepted(book)]);
  const client = createAwsJsonClient(front.port, 'Kinesis_20131202', '1.1');
  let streams = 0;
  return {
    port: front.port,
    endpoint: `http://127.0.0.1:${front.port}`,
    book,
    client,
    createStream: async (shards) => {
      const name = `stream-${++streams}`;
      await createStreams(client, [{ name, shards }]);
      return name;
    },
    put: async (stream, texts, partitionKey = 'EDDF') => {
      const Records = texts.map((text) => ({
        Data: Buffer.from(text).toString('base64'),
        PartitionKey: partitionKey,
      }));
      await client.call('PutRecords', { StreamName: stream, Records });
    },
    stop: async () => {
      client.stop();
      await front.stop();
      await engine.stop();
    },
  };
}
