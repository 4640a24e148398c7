import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readKinesisBatch } from '../../../packages/consumer-sdk/src/records/kinesis-batch.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / kinesis-batch');

test('reads the stream and the shard, and gives the records as they are', () => {
  const event = buildKinesisEvent(['{}', '{}'], { streamName: 'orders' });

  const batch = readKinesisBatch(event);

  assert.is(batch?.streamName, 'orders');
  assert.is(batch?.shardId, 'shardId-000000000006');
  assert.is(batch?.records, event.Records);
});

test('an empty batch is one, of a stream that is not known', () => {
  const batch = readKinesisBatch({ Records: [] });

  assert.equal(batch, { streamName: 'unknown', shardId: undefined, records: [], dataBytes: 0, isWindowed: false });
});

test('a record without a stream’s ARN is of a stream that is not known', () => {
  const [record] = buildKinesisEvent(['{}']).Records;

  const batch = readKinesisBatch({ Records: [{ ...record, eventSourceARN: undefined }] });

  assert.is(batch?.streamName, 'unknown');
});

for (const bytes of [0, 1, 2, 3, 4]) {
  test(`a record of ${bytes} bytes counts as ${bytes}`, () => {
    const batch = readKinesisBatch(buildKinesisEvent([Buffer.alloc(bytes)]));

    assert.is(batch?.dataBytes, bytes);
  });
}

test('a batch has the bytes of all its records, with the context they carry', () => {
  const payloads = [Buffer.from('{"a":1}'), Buffer.from('text'), stampJson('{}')];

  const batch = readKinesisBatch(buildKinesisEvent(payloads));

  assert.is(batch?.dataBytes, Buffer.concat(payloads).length);
});

const [kinesisRecord] = buildKinesisEvent(['{}']).Records;
const others: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  'a text': 'x',
  'an empty object': {},
  'an HTTP request': { requestContext: { http: { method: 'GET' } }, body: '{}' },
  'an SQS event': { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs' }] },
  'a DynamoDB stream event': {
    Records: [{ eventID: '1', eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '1' } }],
  },
  'a mix of records': { Records: [kinesisRecord, { eventID: '1' }] },
  'a record that is null': { Records: [null] },
  'a record without data': {
    Records: [{ ...kinesisRecord, kinesis: { ...kinesisRecord?.kinesis, data: undefined } }],
  },
  'a record without a sequence number': {
    Records: [{ ...kinesisRecord, kinesis: { ...kinesisRecord?.kinesis, sequenceNumber: 1 } }],
  },
};

for (const [what, event] of Object.entries(others)) {
  test(`${what} is no batch of Kinesis records`, () => {
    const batch = readKinesisBatch(event);

    assert.is(batch, undefined);
  });
}

test.run();
