import { createHash, randomUUID } from 'node:crypto';
import { accountId, queueArn, region } from '../account.ts';

/** A message as a function gets it (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export interface QueueMessage {
  readonly messageId: string;
  /** Of the message's latest receipt; empty before its first. */
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: {
    /** A whole number in text, as every attribute. */
    readonly ApproximateReceiveCount: string;
    readonly SentTimestamp: string;
    readonly SenderId: string;
    readonly ApproximateFirstReceiveTimestamp: string;
  };
  readonly messageAttributes: Readonly<Record<string, never>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export function newMessage(queueName: string, body: string): QueueMessage {
  return {
    messageId: randomUUID(),
    receiptHandle: '',
    body,
    attributes: {
      ApproximateReceiveCount: '0',
      SentTimestamp: String(Date.now()),
      SenderId: accountId,
      ApproximateFirstReceiveTimestamp: '',
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queueName),
    awsRegion: region,
  };
}

/** The message as its next receipt shows it. */
export function receivedMessage(message: QueueMessage): QueueMessage {
  const { ApproximateReceiveCount, ApproximateFirstReceiveTimestamp } = message.attributes;
  return {
    ...message,
    receiptHandle: randomUUID(),
    attributes: {
      ...message.attributes,
      ApproximateReceiveCount: String(Number(ApproximateReceiveCount) + 1),
      ApproximateFirstReceiveTimestamp: ApproximateFirstReceiveTimestamp || String(Date.now()),
    },
  };
}
