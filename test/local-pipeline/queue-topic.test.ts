import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { createQueue } from '../../packages/local-pipeline/src/queue/local-queue.ts';
import { createTopic } from '../../packages/local-pipeline/src/queue/local-topic.ts';

// https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
const test = suite('local-pipeline / queue-topic');

test('every subscribed queue gets a notification around the message', () => {
  const queues = ['one', 'two', 'other'].map((name) => createQueue(name, 30_000, createClock()));
  const topic = createTopic('failures', queues.slice(0, 2));

  const messageId = topic.publish('{"a":1}');

  const bodies = queues.map((queue) => queue.messages().map(({ body }) => JSON.parse(body)));
  assert.equal(
    bodies.map((each) => each.length),
    [1, 1, 0],
  );
  for (const [notification] of bodies.slice(0, 2)) {
    const { Timestamp, SigningCertURL, UnsubscribeURL } = notification;
    assert.is(new Date(Timestamp).toISOString(), Timestamp);
    assert.ok(SigningCertURL.startsWith('https://sns.us-east-1.') && UnsubscribeURL.includes(topic.arn));
    assert.equal(notification, {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:failures',
      Message: '{"a":1}',
      Timestamp,
      SignatureVersion: '1',
      Signature: 'local',
      SigningCertURL,
      UnsubscribeURL,
    });
  }
});

test.run();
