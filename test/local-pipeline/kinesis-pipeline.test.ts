import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type Pipeline, type PipelineOptions, startPipeline } from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects } from '../support/rejects.ts';

const test = suite('local-pipeline / kinesis in a pipeline');
const taskRoot = fileURLToPath(new URL('./functions', import.meta.url));
const basic: PipelineOptions = { streams: [{ name: 'flights', shards: 1 }], tables: [] };
const mapping = { functionName: 'probe', streamName: 'flights', batchSize: 500, batchingWindowMs: 0 };

interface Used {
  readonly pipeline: Pipeline;
  /** Puts so many records at once; gives how many were accepted. */
  put(count: number): Promise<number>;
}

async function usePipeline(options: Partial<PipelineOptions>, use: (used: Used) => Promise<void>): Promise<void> {
  const pipeline = await startPipeline({ ...basic, ...options });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new KinesisClient({
    endpoint: pipeline.kinesisEndpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const put = async (count: number): Promise<number> => {
    const Records = Array.from({ length: count }, (_, index) => ({ PartitionKey: `${index}`, Data: Buffer.from('1') }));
    const { FailedRecordCount = 0 } = await client.send(new PutRecordsCommand({ StreamName: 'flights', Records }));
    return count - FailedRecordCount;
  };
  try {
    await use({ pipeline, put });
  } finally {
    client.destroy();
    await pipeline.stop();
  }
}

test('a pipeline limits its streams unless told otherwise', async () => {
  const takes = async (options: Partial<PipelineOptions>): Promise<number> => {
    let accepted = 0;
    await usePipeline(options, async ({ put }) => {
      for (const answer of await Promise.all(Array.from({ length: 10 }, () => put(500)))) accepted += answer;
    });
    return accepted;
  };

  assert.ok((await takes({})) < 5000);
  assert.is(await takes({ kinesis: { writeLimits: false } }), 5000);
});

test('a mapping that has much to catch up with is never throttled by its own reads', async () => {
  await usePipeline({ kinesis: { writeLimits: false } }, async ({ pipeline, put }) => {
    for (let call = 0; call < 8; call++) await put(500);
    await pipeline.deployFunction({
      name: 'probe',
      taskRoot,
      handler: 'probe.handler',
      memorySizeMb: 128,
      timeoutMs: 10_000,
    });

    const mapped = await pipeline.addMapping({ ...mapping, reportBatchItemFailures: true });
    await mapped.drained();

    const { settled, failedReads } = pipeline.ledger.counts('flights');
    assert.equal([settled, failedReads], [4000, 0]);
  });
});

test('a mapping told to poll more often than a shard answers is throttled, counts it, and goes on', async () => {
  await usePipeline({}, async ({ pipeline, put }) => {
    await put(10);
    await pipeline.deployFunction({
      name: 'probe',
      taskRoot,
      handler: 'probe.handler',
      memorySizeMb: 128,
      timeoutMs: 10_000,
    });
    const mapped = await pipeline.addMapping({ ...mapping, reportBatchItemFailures: true, pollIntervalMs: 10 });
    while (pipeline.ledger.counts('flights').failedReads === 0) await delay(10);
    await put(10);

    await mapped.drained();

    const { settled, lastReadFailure } = pipeline.ledger.counts('flights');
    assert.is(settled, 20);
    assert.match(lastReadFailure ?? '', /Rate exceeded for shard shardId-000000000000 in stream flights/);
  });
});

test('faults make producers retry, and mappings never, unless their reads are named', async () => {
  await usePipeline({}, async ({ pipeline, put }) => {
    await pipeline.deployFunction({
      name: 'probe',
      taskRoot,
      handler: 'probe.handler',
      memorySizeMb: 128,
      timeoutMs: 10_000,
    });
    await put(10);
    pipeline.kinesis.setFaults({ errorRate: 1 });

    const mapped = await pipeline.addMapping({ ...mapping, reportBatchItemFailures: true, pollIntervalMs: 100 });
    await mapped.drained();
    const { name } = await rejects(put(1));
    const failedReads = pipeline.ledger.counts('flights').failedReads;
    pipeline.kinesis.setFaults({ errorRate: 1, operations: ['GetRecords'] });
    while (pipeline.ledger.counts('flights').failedReads === failedReads) await delay(10);

    assert.match(name, /^(InternalFailure|ServiceUnavailable)$/);
    assert.match(pipeline.ledger.counts('flights').lastReadFailure ?? '', /HTTP 50[03]/);
  });
});

const wrong: readonly (readonly [object, RegExp])[] = [
  [{ writeLimit: true }, /`writeLimit` is true\. Did you mean `writeLimits`/],
  [{ writeLimits: 1 }, /`kinesis\.writeLimits` is 1\. Give one of true, false/],
  [{ readLimits: 'no' }, /`kinesis\.readLimits` is "no"/],
  [{ maxRecordBytes: 1000 }, /`kinesis\.maxRecordBytes` is 1000\. Give a whole number from 1048576 to 5242880/],
];

for (const [kinesis, message] of wrong) {
  test(`${JSON.stringify(kinesis)} is refused at the start`, async () => {
    const error = await rejects(startPipeline({ ...basic, kinesis }));

    assert.match(error.message, message);
  });
}

test.run();
