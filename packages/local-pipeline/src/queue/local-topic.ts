import { randomUUID } from 'node:crypto';
import { region, topicArn } from '../account.ts';
import type { LocalQueue } from './local-queue.ts';

/** What a queue gets from a topic, as text (https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html). */
export interface TopicNotification {
  readonly Type: 'Notification';
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly SignatureVersion: '1';
  readonly Signature: string;
  readonly SigningCertURL: string;
  readonly UnsubscribeURL: string;
}

/** A standard topic that delivers to the queues subscribed to it. */
export interface LocalTopic {
  readonly name: string;
  readonly arn: string;
  /** Gives the message's id. */
  publish(message: string): string;
}

/** Makes a topic; its signatures are none. */
export function createTopic(name: string, subscribers: readonly LocalQueue[]): LocalTopic {
  const arn = topicArn(name);
  const publish = (message: string): string => {
    const notification = notificationOf(arn, message);
    for (const queue of subscribers) queue.send(JSON.stringify(notification));
    return notification.MessageId;
  };
  return { name, arn, publish };
}

function notificationOf(arn: string, message: string): TopicNotification {
  const service = `https://sns.${region}.amazonaws.com`;
  return {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: arn,
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'local',
    SigningCertURL: `${service}/SimpleNotificationService-local.pem`,
    UnsubscribeURL: `${service}/?Action=Unsubscribe&SubscriptionArn=${arn}:${randomUUID()}`,
  };
}
