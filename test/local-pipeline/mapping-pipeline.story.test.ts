import { fileURLToPath } from 'node:url';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  type FailureDocument,
  type FailureObject,
  type MappingOptions,
  type Pipeline,
  type PipelineOptions,
  startPipeline,
  type TopicNotification,
} from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/processes.ts';
import { rejects } from '../support/rejects.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
const test = suite('local-pipeline / mapping-pipeline');
const taskRoot = fileURLToPath(new URL('./functions', import.meta.url));
const consumer = { name: 'consumer', taskRoot, handler: 'poisoned.handler', memorySizeMb: 256, timeoutMs: 10_000 };
const options: PipelineOptions = {
  streams: [{ name: 'flights', shards: 2 }],
  tables: [],
  queues: [{ name: 'failures', visibilityTimeoutMs: 600_000 }],
  topics: [{ name: 'failures', queues: ['failures'] }],
  buckets: [{ name: 'failures' }],
  clockScale: 20,
};
const mapping: MappingOptions = {
  functionName: 'consumer',
  streamName: 'flights',
  batchSize: 10,
  batchingWindowMs: 0,
  reportBatchItemFailures: false,
  bisectBatchOnFunctionError: true,
  maximumRetryAttempts: 0,
};
let pipeline: Pipeline;

test.before.each(async () => {
  pipeline = await startPipeline(options);
});

test.after.each(() => pipeline.stop());

/** Puts twenty records, one of which is poison. */
async function putPoison(): Promise<void> {
  const { kinesisEndpoint: endpoint } = pipeline;
  const client = new KinesisClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const Records = Array.from({ length: 20 }, (_, index) => ({
    Data: Buffer.from(index === 13 ? 'poison' : `r${index}`),
    PartitionKey: `key-${index % 5}`,
  }));
  await client.send(new PutRecordsCommand({ StreamName: 'flights', Records }));
  client.destroy();
}

function poisonNumber(): string | undefined {
  const poisoned = pipeline.ledger.records('flights').filter(({ deadLetteredAtMs }) => deadLetteredAtMs !== undefined);
  assert.is(poisoned.length, 1);
  return poisoned[0]?.sequenceNumber;
}

test('a poison record alone reaches the queue, and the function that is fed from it', async () => {
  const lines: string[] = [];
  await pipeline.deployFunction(consumer);
  const redrive = { ...consumer, name: 'redrive', handler: 'poisoned.redrive' };
  await pipeline.deployFunction({ ...redrive, onLog: (line) => lines.push(line) });
  const added = await pipeline.addMapping({ ...mapping, parallelizationFactor: 2, onFailure: { queue: 'failures' } });

  await putPoison();
  await added.drained();
  const [message] = pipeline.queue('failures').messages();
  const fed = pipeline.addQueueMapping({ functionName: 'redrive', queueName: 'failures' });
  await fed.drained();

  const { accepted, settled, deadLettered, dropped } = pipeline.ledger.counts('flights');
  assert.equal([accepted, settled, deadLettered, dropped], [20, 19, 1, 0]);
  const { KinesisBatchInfo } = JSON.parse(message?.body ?? '') as FailureDocument;
  assert.equal([KinesisBatchInfo.batchSize, KinesisBatchInfo.startSequenceNumber], [1, poisonNumber()]);
  // A line may come after the answer: it takes another way.
  assert.ok(await eventually(() => lines.some((line) => line.includes(`redrive ${JSON.stringify(KinesisBatchInfo)}`))));
});

test('a poison record alone reaches the bucket, with its data', async () => {
  await pipeline.deployFunction(consumer);
  const added = await pipeline.addMapping({ ...mapping, onFailure: { bucket: 'failures' } });

  await putPoison();
  await added.drained();

  const bucket = pipeline.bucket('failures');
  const [object, ...others] = bucket.list(`aws/lambda/${added.uuid}/`);
  const stored = JSON.parse(bucket.get(object?.key ?? '') ?? '') as FailureObject;
  const { Records } = JSON.parse(stored.payload) as { readonly Records: readonly { readonly kinesis: object }[] };
  assert.is(others.length, 0);
  assert.equal(
    Records.map(({ kinesis }) => (kinesis as { readonly data: string }).data),
    [Buffer.from('poison').toString('base64')],
  );
});

test('a topic passes the document on to its queues', async () => {
  await pipeline.deployFunction(consumer);
  const added = await pipeline.addMapping({ ...mapping, onFailure: { topic: 'failures' } });

  await putPoison();
  await added.drained();

  const [message] = pipeline.queue('failures').messages();
  const notification = JSON.parse(message?.body ?? '') as TopicNotification;
  const { KinesisBatchInfo } = JSON.parse(notification.Message) as FailureDocument;
  assert.is(notification.TopicArn, pipeline.topic('failures').arn);
  assert.is(KinesisBatchInfo.endSequenceNumber, poisonNumber());
});

test('a name that is unknown or taken is refused', async () => {
  await pipeline.deployFunction(consumer);
  const refusal = async (work: () => unknown): Promise<string> => (await rejects((async () => work())())).message;
  const feed = { functionName: 'consumer', queueName: 'failures' };

  for (const kind of ['queue', 'topic', 'bucket'] as const) {
    const unknown = pipeline.addMapping({ ...mapping, onFailure: { [kind]: 'x' } as { queue: string } });
    assert.match((await rejects(unknown)).message, new RegExp(`\`onFailure.${kind}\` is "x"\\..*Known: failures`));
    assert.match(await refusal(() => pipeline[kind]('x')), /`name` is "x"\..*Known: failures/);
  }
  assert.match(await refusal(() => pipeline.addQueueMapping({ ...feed, queueName: 'x' })), /`queueName` is "x"/);
  assert.match(await refusal(() => pipeline.addQueueMapping({ ...feed, functionName: 'x' })), /`functionName` is "x"/);
  const fed = pipeline.addQueueMapping(feed);
  assert.match(await refusal(() => pipeline.addQueueMapping(feed)), /`queueName` is "failures"\. It is taken/);
  await fed.stop();
  pipeline.addQueueMapping(feed);
});

test('wrong options of the pipeline are refused with the value and the cure', async () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ clockScale: 0 }, /`clockScale` is 0\. Give a whole number from 1 to 10000/],
    [{ queues: [{ name: 'a b' }] }, /`queues\[0\]\.name` is "a b"/],
    [{ queues: [{ name: 'a', visibilityTimeoutMs: -1 }] }, /`queues\[0\]\.visibilityTimeoutMs` is -1/],
    [{ queues: [{ name: 'a', fifo: true }] }, /`fifo` is true/],
    [
      { topics: [{ name: 'a', queues: ['x'] }] },
      /`topics\[0\]\.queues` is "x"\. There is no such queue\. Known: failures/,
    ],
    [{ buckets: [{ name: 'A' }] }, /`buckets\[0\]\.name` is "A"/],
  ];

  for (const [part, message] of wrong) {
    assert.match((await rejects(startPipeline({ ...options, ...part }))).message, message);
  }
});

test.run();
