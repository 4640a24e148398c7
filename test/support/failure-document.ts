import { buildKinesisEvent, type TestRecord } from '@kinesis-otel/consumer-sdk/testing';
import {
  type FailureDocument,
  failureDocument,
} from '../../packages/local-pipeline/src/event-source-mapping/on-failure/failure-document.ts';
import {
  type FailureObject,
  failureObject,
} from '../../packages/local-pipeline/src/event-source-mapping/on-failure/failure-object.ts';
import type { GivenUpBatch } from '../../packages/local-pipeline/src/event-source-mapping/on-failure/given-up-batch.ts';

const givenUpStream = 'flights';

/** The document a queue gets, and the object a bucket does. */
export interface BuiltFailure {
  readonly document: FailureDocument;
  readonly object: FailureObject;
}

/** What Lambda tells of a batch it gave up, and the batch itself, as a bucket gets both. */
export function buildFailure(records: readonly TestRecord[], requestId = 'request-1'): BuiltFailure {
  const { Records } = buildKinesisEvent(records, { streamName: givenUpStream });
  const gathered = Records.map((lambdaRecord) => ({
    lambdaRecord,
    shardId: lambdaRecord.eventID.split(':')[0] ?? '',
    sequenceNumber: lambdaRecord.kinesis.sequenceNumber,
    arrivedAtMs: lambdaRecord.kinesis.approximateArrivalTimestamp * 1_000,
  }));
  const batch = { records: gathered, condition: 'RetryAttemptsExhausted', invocations: 3, lastResult: undefined };
  const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:consumer';
  const made = failureDocument(batch as unknown as GivenUpBatch, functionArn, Date.now());
  const document = { ...made, requestContext: { ...made.requestContext, requestId } };
  return { document, object: failureObject(document, batch as unknown as GivenUpBatch) };
}

/** As SQS delivers a body to a function. */
export function sqsEvent(...bodies: readonly object[]): object {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      body: JSON.stringify(body),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:failures',
    })),
  };
}

/** As SNS delivers a message to a function. */
export function snsEvent(message: object): object {
  return { Records: [{ EventSource: 'aws:sns', Sns: { Type: 'Notification', Message: JSON.stringify(message) } }] };
}

/** As SNS delivers a message to a queue. */
export function snsNotification(message: object): object {
  return { Type: 'Notification', MessageId: 'm', Message: JSON.stringify(message) };
}

/** As S3 tells of a new object. */
export function s3Event(key: string, name = 'failures'): object {
  return { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name }, object: { key, versionId: 'v1' } } }] };
}
