import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findFailures } from '../../../packages/consumer-sdk/src/on-failure/find-failures.ts';
import { buildFailure, s3Event, snsEvent, snsNotification, sqsEvent } from '../../support/failure-document.ts';

const test = suite('consumer-sdk / on-failure / find-failures');

const { document } = buildFailure([{ data: '1' }, { data: '2' }]);
const key = 'aws/lambda/u/shardId-000000000000/2024/11/22/2024-11-22T14.50.00-id';
const object = { bucket: 'failures', key, versionId: 'v1' };

for (const [way, event] of [
  ['a queue', sqsEvent(document)],
  ['a topic', snsEvent(document)],
  ['a topic and a queue', sqsEvent(snsNotification(document))],
  ['a topic and a queue with raw delivery', sqsEvent(document)],
] as const) {
  test(`a document that came by ${way} is found, with all that it says`, () => {
    const found = findFailures(event);

    const { KinesisBatchInfo: batch, requestContext: request } = document;
    assert.equal(found, [
      {
        document: {
          requestId: request.requestId,
          functionArn: request.functionArn,
          condition: 'RetryAttemptsExhausted',
          invocations: 3,
          streamName: 'flights',
          streamArn: batch.streamArn,
          shardId: 'shardId-000000000000',
          startSequenceNumber: batch.startSequenceNumber,
          endSequenceNumber: batch.endSequenceNumber,
          batchSize: 2,
          payload: undefined,
        },
      },
    ]);
  });
}

for (const [way, event] of [
  ['S3', s3Event(key)],
  ['S3 and a queue', sqsEvent(s3Event(key))],
  ['S3 and a topic', snsEvent(s3Event(key))],
  ['S3, a topic and a queue', sqsEvent(snsNotification(s3Event(key)))],
  ['EventBridge', { source: 'aws.s3', detail: { bucket: { name: 'failures' }, object: { key, 'version-id': 'v1' } } }],
] as const) {
  test(`an object that was told of by ${way} is found`, () => {
    assert.equal(findFailures(event), [{ object }]);
  });
}

test('a key is the one S3 has, not the one its notification writes', () => {
  const keys = ['a+b%2Bc/%C3%A9', 'stray%'].map((each) => findFailures(s3Event(each)));

  assert.equal(
    keys.flat().map((each) => 'object' in each && each.object.key),
    ['a b+c/é', 'stray%'],
  );
});

test('every message of a batch is looked at, and those that are something else are passed over', () => {
  const dynamodb = { ...document, KinesisBatchInfo: undefined, DDBStreamBatchInfo: document.KinesisBatchInfo };

  const found = findFailures(sqsEvent(document, { hello: 1 }, dynamodb, document));

  assert.is(found.length, 2);
});

const others: readonly unknown[] = [
  undefined,
  null,
  'text',
  [],
  {},
  { Records: 7 },
  { Records: [null, 'x', { body: '{' }, { body: 7 }, { Sns: null }, { s3: null }, { s3: { bucket: {} } }] },
  { Records: [{ body: JSON.stringify({ KinesisBatchInfo: { batchSize: '2', streamArn: 'a' } }) }] },
  { Records: [{ body: JSON.stringify({ KinesisBatchInfo: { batchSize: -1, streamArn: 'a' } }) }] },
  { source: 'aws.s3' },
];

for (const event of others) {
  test(`${JSON.stringify(event)} tells of nothing`, () => {
    assert.equal(findFailures(event), []);
  });
}

test('an event wrapped in itself without end is given up', () => {
  const endless: { Records: unknown[] } = { Records: [] };
  endless.Records.push(endless);

  assert.equal(findFailures(endless), []);
});

test.run();
