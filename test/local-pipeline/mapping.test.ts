import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { addMapping, type Mapping } from '../../packages/local-pipeline/src/event-source-mapping/add-mapping.ts';
import type { LambdaRecord } from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';
import type { MappingOptions } from '../../packages/local-pipeline/src/event-source-mapping/mapping-options.ts';
import type { InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { type LocalStream, startLocalStream } from '../support/local-stream.ts';
import { rejects } from '../support/rejects.ts';

type Batch = readonly LambdaRecord[];
type Answer = (batch: Batch, invocation: number) => unknown;

const test = suite('local-pipeline / mapping');
const mappings: Mapping[] = [];
let local: LocalStream;

test.before(async () => {
  local = await startLocalStream();
});

test.after.each(async () => {
  await Promise.all(mappings.splice(0).map((mapping) => mapping.stop()));
});

test.after(() => local.stop());

interface Mapped {
  readonly mapping: Mapping;
  /** The texts of every batch, in the order of the invocations. */
  batches(): readonly (readonly string[])[];
  readonly events: readonly { readonly Records: Batch }[];
}

/** Maps a stream to a function that answers as the test says; an error it throws is a function error. */
async function map(streamName: string, options: Partial<MappingOptions>, answer: Answer = () => null): Promise<Mapped> {
  const events: { readonly Records: Batch }[] = [];
  const target = {
    name: 'consumer',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:consumer',
    sandboxCount: 1,
    stop: async () => {},
    invoke: async (event: unknown): Promise<InvokeResult> => {
      const { Records } = event as { readonly Records: Batch };
      const invocation = events.push({ Records });
      try {
        return { ok: true, payload: await answer(Records, invocation) };
      } catch (error) {
        return { ok: false, errorType: 'Error', errorMessage: String(error) };
      }
    },
  };
  const base = { functionName: 'consumer', streamName, batchSize: 100, batchingWindowMs: 0, pollIntervalMs: 20 };
  const full: MappingOptions = { ...base, reportBatchItemFailures: true, ...options };
  const page = local.book.page(streamName);
  const mapping = await addMapping(full, { client: local.client, target, page, clock: createClock() });
  mappings.push(mapping);
  return { mapping, events, batches: () => events.map(({ Records }) => Records.map(textOf)) };
}

function textOf({ kinesis }: LambdaRecord): string {
  return Buffer.from(kinesis.data, 'base64').toString();
}

function numbered(count: number, prefix = 'r'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function failAt(text: string): Answer {
  return (batch) => ({
    batchItemFailures: batch
      .filter((record) => textOf(record) === text)
      .map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })),
  });
}

test('an event is, field by field, what Lambda sends', async () => {
  const stream = await local.createStream(1);
  const before = Date.now();
  await local.put(stream, ['{"airport":"EDDF"}'], 'EDDF');
  const after = Date.now();

  const { mapping, events } = await map(stream, {});
  await mapping.drained();

  const kinesis = events[0]?.Records[0]?.kinesis;
  const { sequenceNumber = '', approximateArrivalTimestamp = 0 } = kinesis ?? {};
  assert.match(sequenceNumber, /^\d{56}$/);
  assert.ok(approximateArrivalTimestamp * 1000 >= before && approximateArrivalTimestamp * 1000 <= after);
  assert.equal(events, [
    {
      Records: [
        {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: 'EDDF',
            sequenceNumber,
            data: 'eyJhaXJwb3J0IjoiRURERiJ9',
            approximateArrivalTimestamp,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: `shardId-000000000000:${sequenceNumber}`,
          eventName: 'aws:kinesis:record',
          invokeIdentityArn: 'arn:aws:iam::000000000000:role/consumer-role',
          awsRegion: 'us-east-1',
          eventSourceARN: `arn:aws:kinesis:us-east-1:000000000000:stream/${stream}`,
        },
      ],
    },
  ]);
});

test('arrival times are of milliseconds, not of whole seconds', async () => {
  const stream = await local.createStream(1);
  for (const text of numbered(8)) {
    await local.put(stream, [text]);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }

  const { mapping, events } = await map(stream, {});
  await mapping.drained();

  const times = events.flatMap(({ Records }) => Records.map(({ kinesis }) => kinesis.approximateArrivalTimestamp));
  assert.ok(new Set(times).size > 1);
  assert.ok(times.some((seconds) => !Number.isInteger(seconds)));
  assert.equal(
    times,
    [...times].sort((left, right) => left - right),
  );
});

test('records that wait form batches of the batch size, without a poll between them', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(25));

  const { mapping, batches } = await map(stream, { batchSize: 10, pollIntervalMs: 60_000 });
  await mapping.drained();

  assert.equal(
    batches().map((batch) => batch.length),
    [10, 10, 5],
  );
  assert.equal(batches().flat(), numbered(25));
});

test('more records than one read takes need no poll either', async () => {
  const stream = await local.createStream(1);
  for (let call = 0; call < 3; call++) await local.put(stream, numbered(500));

  const { mapping, batches } = await map(stream, { batchSize: 400, pollIntervalMs: 60_000 });
  await mapping.drained();

  assert.equal(
    batches().map((batch) => batch.length),
    [400, 400, 200, 400, 100],
  );
});

test('a window gathers what comes while it is open', async () => {
  const stream = await local.createStream(1);
  const { mapping, batches } = await map(stream, { batchingWindowMs: 400, pollIntervalMs: 10 });

  for (const text of numbered(4)) await local.put(stream, [text]);
  await mapping.drained();

  assert.equal(batches(), [numbered(4)]);
});

test('a full batch does not wait for its window', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(5));

  const { mapping, batches } = await map(stream, { batchingWindowMs: 300_000, batchSize: 5 });
  await mapping.drained();

  assert.equal(batches(), [numbered(5)]);
});

test('a shard is read in order and one batch at a time; shards go side by side', async () => {
  const stream = await local.createStream(2);
  await local.put(stream, numbered(6, 'a'), 'a');
  await local.put(stream, numbered(6, 'b'), 'b');
  const open = new Map<string, number>();
  let shardsAtOnce = 0;

  const { mapping, events } = await map(stream, { batchSize: 2 }, async (batch) => {
    const shard = batch[0]?.eventID.split(':')[0] ?? '';
    assert.is(open.get(shard) ?? 0, 0);
    open.set(shard, 1);
    shardsAtOnce = Math.max(
      shardsAtOnce,
      [...open.values()].reduce((sum, each) => sum + each, 0),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    open.set(shard, 0);
    return null;
  });
  await mapping.drained();

  const texts = events.flatMap(({ Records }) => Records.map(textOf));
  assert.equal(
    texts.filter((text) => text.startsWith('a')),
    numbered(6, 'a'),
  );
  assert.equal(
    texts.filter((text) => text.startsWith('b')),
    numbered(6, 'b'),
  );
  assert.is(shardsAtOnce, 2);
});

test('a partial batch response moves the checkpoint and the rest is retried', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(5));
  let healed = false;

  const { mapping, batches } = await map(stream, {}, (batch, invocation) => {
    healed = invocation > 2;
    return healed ? null : failAt('r2')(batch, invocation);
  });
  await mapping.drained();

  assert.equal(batches(), [numbered(5), ['r2', 'r3', 'r4'], ['r2', 'r3', 'r4']]);
  const { delivered, redelivered, settled, invocations, failedInvocations } = local.book.ledger.counts(stream);
  assert.equal([delivered, redelivered, settled, invocations, failedInvocations], [5, 6, 5, 3, 0]);
});

test('without reportBatchItemFailures a partial batch response is ignored', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(5));

  const { mapping, batches } = await map(stream, { reportBatchItemFailures: false }, failAt('r2'));
  await mapping.drained();

  assert.equal(batches(), [numbered(5)]);
  assert.is(local.book.ledger.counts(stream).settled, 5);
});

test('a function error retries the whole batch until it succeeds', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(3));

  const { mapping, batches } = await map(stream, { reportBatchItemFailures: false }, (_, invocation) => {
    if (invocation < 3) throw new Error('not yet');
  });
  await mapping.drained();

  assert.equal(batches(), [numbered(3), numbered(3), numbered(3)]);
  const { settled, dropped, failedInvocations } = local.book.ledger.counts(stream);
  assert.equal([settled, dropped, failedInvocations], [3, 0, 2]);
});

test('a batch is dropped after its last retry and the next one goes on', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(4));

  const { mapping, batches } = await map(stream, { batchSize: 2, maximumRetryAttempts: 1 }, failAt('r0'));
  await mapping.drained();

  assert.equal(batches(), [
    ['r0', 'r1'],
    ['r0', 'r1'],
    ['r2', 'r3'],
  ]);
  const { settled, dropped } = local.book.ledger.counts(stream);
  assert.equal([settled, dropped], [2, 2]);
  const fates = local.book.ledger
    .records(stream)
    .map((record) => [record.deliveries, record.droppedAtMs !== undefined]);
  assert.equal(fates, [
    [2, true],
    [2, true],
    [1, false],
    [1, false],
  ]);
});

test('a checkpoint that moves on starts the count of retries anew', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(3));
  const failOnceEach: Answer = (batch, invocation) =>
    failAt(['r0', 'r1', 'r2'][invocation - 1] ?? '')(batch, invocation);

  const { mapping } = await map(stream, { maximumRetryAttempts: 1 }, failOnceEach);
  await mapping.drained();

  const { settled, dropped, invocations } = local.book.ledger.counts(stream);
  assert.equal([settled, dropped, invocations], [3, 0, 4]);
});

test('a mapping starts at the oldest record and follows what comes later', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, ['early']);
  const { mapping, batches } = await map(stream, {});
  await mapping.drained();

  await local.put(stream, ['late']);
  await mapping.drained();

  assert.equal(batches(), [['early'], ['late']]);
});

test('stop waits for the batch under way, takes no other, and tells who waits', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, numbered(2));
  let finish = (): void => {};
  const { mapping, batches } = await map(
    stream,
    { batchSize: 1 },
    () => new Promise<void>((resolve) => (finish = resolve)),
  );
  while (batches().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const draining = rejects(mapping.drained());

  const stopping = mapping.stop();
  finish();
  await stopping;

  assert.match((await draining).message, /The mapping stopped before shardId-000000000000 was drained/);
  assert.equal(batches(), [['r0']]);
  assert.is(local.book.ledger.counts(stream).settled, 1);
});

test('a read that fails is counted with its reason and tried again', async () => {
  const stream = await local.createStream(1);
  const { mapping, batches } = await map(stream, { pollIntervalMs: 5 });
  const { call } = local.client;
  const failing = (): Promise<never> => Promise.reject(new Error('the line is cut'));
  Object.assign(local.client, { call: failing });
  while (local.book.ledger.counts(stream).failedReads === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  Object.assign(local.client, { call });

  await local.put(stream, ['after']);
  await mapping.drained();

  assert.match(local.book.ledger.counts(stream).lastReadFailure ?? '', /the line is cut/);
  assert.equal(batches(), [['after']]);
});

test.run();
