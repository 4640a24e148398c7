import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { createQueue, type LocalQueue } from '../../packages/local-pipeline/src/queue/local-queue.ts';
import { eventually } from '../support/processes.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
const test = suite('local-pipeline / queue-messages');

/** A queue whose messages stay hidden for 30 s, that is 30 ms. */
function queueOf(...bodies: readonly string[]): LocalQueue {
  const queue = createQueue('failures', 30_000, createClock(1000));
  for (const body of bodies) queue.send(body);
  return queue;
}

test('a received message is, field by field, what Lambda sends', () => {
  const before = Date.now();
  const queue = queueOf('{"a":1}');

  const [message] = queue.receive(10);

  const { messageId = '', receiptHandle = '', attributes } = message ?? {};
  assert.match(messageId, /^[\da-f-]{36}$/);
  assert.match(receiptHandle, /^[\da-f-]{36}$/);
  const { SentTimestamp = '', ApproximateFirstReceiveTimestamp = '' } = attributes ?? {};
  assert.ok(Number(SentTimestamp) >= before && Number(ApproximateFirstReceiveTimestamp) >= Number(SentTimestamp));
  assert.equal(message, {
    messageId,
    receiptHandle,
    body: '{"a":1}',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp,
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp,
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update('{"a":1}').digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:failures',
    awsRegion: 'us-east-1',
  });
});

test('messages come oldest first, at most as many as asked for, and are then hidden', () => {
  const queue = queueOf('a', 'b', 'c');

  const received = [queue.receive(2), queue.receive(2), queue.receive(2)];

  assert.equal(
    received.map((messages) => messages.map(({ body }) => body)),
    [['a', 'b'], ['c'], []],
  );
});

test('a message is visible again after the visibility timeout, with a receipt of its own and a higher count', async () => {
  const queue = queueOf('a');
  const [first] = queue.receive(1);
  const receivedAtMs = Date.now();

  assert.ok(await eventually(() => queue.untilVisibleMs() === 0));
  const [second] = queue.receive(1);

  assert.ok(Date.now() - receivedAtMs >= 29);
  assert.is(second?.messageId, first?.messageId);
  assert.is.not(second?.receiptHandle, first?.receiptHandle);
  assert.is(second?.attributes.ApproximateReceiveCount, '2');
  assert.is(second?.attributes.ApproximateFirstReceiveTimestamp, first?.attributes.ApproximateFirstReceiveTimestamp);
});

test('the latest receipt deletes a message, an older one does not', async () => {
  const queue = queueOf('a');
  const [first] = queue.receive(1);
  assert.ok(await eventually(() => queue.untilVisibleMs() === 0));
  const [second] = queue.receive(1);

  queue.delete(first?.receiptHandle ?? '');
  const between = queue.messages().length;
  queue.delete(second?.receiptHandle ?? '');

  assert.equal([between, queue.messages().length], [1, 0]);
});

test('every message that was not deleted can be read, hidden ones too', () => {
  const queue = queueOf('a', 'b');
  queue.receive(1);

  const messages = queue.messages();

  assert.equal(
    messages.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount]),
    [
      ['a', '1'],
      ['b', '0'],
    ],
  );
});

test('a message without a receipt cannot be deleted', () => {
  const queue = queueOf('a');

  queue.delete('');

  assert.is(queue.messages().length, 1);
});

test.run();
