import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { addQueueMapping, type QueueMapping } from '../../packages/local-pipeline/src/queue/add-queue-mapping.ts';
import { createQueue, type LocalQueue } from '../../packages/local-pipeline/src/queue/local-queue.ts';
import {
  checkBatchingWindow,
  checkQueueMappingOptions,
  type QueueMappingOptions,
} from '../../packages/local-pipeline/src/queue/queue-mapping-options.ts';
import type { QueueMessage } from '../../packages/local-pipeline/src/queue/queue-message.ts';
import { eventually } from '../support/processes.ts';
import { rejects } from '../support/rejects.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
const test = suite('local-pipeline / queue-mapping');
const clock = createClock(1000);
let mapping: QueueMapping | undefined;

test.after.each(async () => {
  await mapping?.stop();
  mapping = undefined;
});

type Answer = (batch: readonly QueueMessage[], invocation: number) => unknown;

interface Mapped {
  readonly queue: LocalQueue;
  readonly mapping: QueueMapping;
  readonly batches: readonly (readonly string[])[];
  readonly counts: readonly (readonly string[])[];
}

function map(bodies: readonly string[], options: Partial<QueueMappingOptions>, answer: Answer = () => null): Mapped {
  const queue = createQueue('failures', (options.batchingWindowMs ?? 0) * 10 + 30_000, clock);
  for (const body of bodies) queue.send(body);
  const batches: (readonly string[])[] = [];
  const counts: (readonly string[])[] = [];
  const invoke = async (event: unknown) => {
    const { Records } = event as { readonly Records: readonly QueueMessage[] };
    const invocation = batches.push(Records.map(({ body }) => body));
    counts.push(Records.map(({ attributes }) => attributes.ApproximateReceiveCount));
    try {
      return { ok: true, payload: await answer(Records, invocation) } as const;
    } catch (error) {
      return { ok: false, errorType: 'Error', errorMessage: String(error) } as const;
    }
  };
  const full = { functionName: 'redrive', queueName: 'failures', ...options };
  mapping = addQueueMapping(full, { queue, target: { invoke }, clock });
  return { queue, mapping, batches, counts };
}

function reporting(messages: readonly QueueMessage[], ...bodies: readonly string[]): object {
  const failed = messages.filter(({ body }) => bodies.includes(body));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

test('batches hold ten messages by default and are deleted when they succeed', async () => {
  const bodies = Array.from({ length: 12 }, (_, index) => `m${index}`);
  const mapped = map(bodies, {});
  await mapped.mapping.drained();

  assert.equal(
    mapped.batches.map((batch) => batch.length),
    [10, 2],
  );
  assert.equal(mapped.batches.flat(), bodies);
  assert.equal(mapped.queue.messages(), []);
});

test('a batch size of its own is kept to', async () => {
  const mapped = map(['a', 'b', 'c'], { batchSize: 2 });
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [['a', 'b'], ['c']]);
});

test('messages that come later are sent', async () => {
  const mapped = map([], {});
  await mapped.mapping.drained();

  mapped.queue.send('late');
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [['late']]);
});

test('a batching window gathers what comes while it is open', async () => {
  const mapped = map(['a'], { batchingWindowMs: 300_000 });
  mapped.queue.send('b');
  await new Promise((resolve) => setTimeout(resolve, 10));
  mapped.queue.send('c');
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [['a', 'b', 'c']]);
});

test('a failed batch becomes visible again after the visibility timeout and is sent again', async () => {
  const mapped = map(['a', 'b'], {}, (_, invocation) => {
    if (invocation === 1) throw new Error('not yet');
  });
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [
    ['a', 'b'],
    ['a', 'b'],
  ]);
  assert.equal(mapped.counts, [
    ['1', '1'],
    ['2', '2'],
  ]);
});

test('with reportBatchItemFailures only the messages reported are sent again', async () => {
  const mapped = map(['a', 'b', 'c'], { reportBatchItemFailures: true }, (batch, invocation) =>
    invocation === 1 ? reporting(batch, 'b') : null,
  );
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [['a', 'b', 'c'], ['b']]);
});

test('without reportBatchItemFailures a report is ignored', async () => {
  const mapped = map(['a', 'b'], {}, (batch) => reporting(batch, 'b'));
  await mapped.mapping.drained();

  assert.equal(mapped.batches, [['a', 'b']]);
});

test('a report that names no message of the batch fails all of it', async () => {
  const wrong: readonly unknown[] = [{ itemIdentifier: '' }, { itemIdentifier: null }, { id: 'x' }, null];

  for (const item of wrong) {
    const mapped = map(['a', 'b'], { reportBatchItemFailures: true }, (_, invocation) =>
      invocation === 1 ? { batchItemFailures: [item] } : null,
    );
    await mapped.mapping.drained();
    await mapped.mapping.stop();
    assert.equal(
      mapped.batches,
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      JSON.stringify(item),
    );
  }
});

test('stop waits for the batch under way and tells who waits', async () => {
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const mapped = map(['a', 'b'], { batchSize: 1 }, () => finished);
  assert.ok(await eventually(() => mapped.batches.length === 1));
  const draining = rejects(mapped.mapping.drained());

  const stopping = mapped.mapping.stop();
  finish();
  await stopping;

  assert.match((await draining).message, /stopped before the queue failures was empty/);
  assert.equal(mapped.batches, [['a']]);
  assert.is(mapped.queue.messages().length, 1);
});

test('what Lambda refuses is refused, with the value and the cure', () => {
  const base = { functionName: 'redrive', queueName: 'failures' };
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ functionName: undefined }, /`functionName` is undefined\. It has no default/],
    [{ queueName: ' ' }, /`queueName` is " "/],
    [{ batchSize: 0 }, /`batchSize` is 0\. Give a whole number from 1 to 10000/],
    [{ batchSize: 11 }, /`batchSize` is 11\. Give 10 at most, or a `batchingWindowMs` of at least 1000/],
    [{ batchingWindowMs: 300_001 }, /`batchingWindowMs` is 300001/],
    [{ reportBatchItemFailures: 'yes' }, /`reportBatchItemFailures` is "yes"\. Give true or false/],
    [{ queue: 'x' }, /`queue` is "x"\. Did you mean `queueName`/],
  ];

  for (const [options, message] of wrong) {
    assert.throws(() => checkQueueMappingOptions({ ...base, ...options } as QueueMappingOptions), message);
  }
  checkQueueMappingOptions({ ...base, batchSize: 11, batchingWindowMs: 1000 });
});

test('a batching window that outlasts the visibility timeout is refused', () => {
  const queue = createQueue('failures', 5000, clock);
  const options = { functionName: 'redrive', queueName: 'failures' };

  const message = /`batchingWindowMs` is 5000\. Give less than the queue's `visibilityTimeoutMs`, 5000/;
  assert.throws(() => checkBatchingWindow({ ...options, batchingWindowMs: 5000 }, queue), message);
  checkBatchingWindow({ ...options, batchingWindowMs: 4999 }, queue);
});

test.run();
