import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readKinesisBatch } from '../../packages/consumer-sdk/src/kinesis-batch.ts';
import { buildKinesisEvent, sequenceNumber } from '../support/kinesis-event.ts';

const test = suite('consumer-sdk / kinesis-batch');

test('reads the stream, the shard, the sequence numbers and the arrivals', () => {
  const event = buildKinesisEvent(['{}', '{}'], { streamName: 'orders', arrivedAtMs: 1_732_287_000_523 });

  const batch = readKinesisBatch(event);

  assert.is(batch?.streamName, 'orders');
  assert.equal(batch?.records, [
    {
      source: event.Records[0],
      sequenceNumber: sequenceNumber(0),
      shardId: 'shardId-000000000006',
      arrivedAtMs: 1_732_287_000_523,
    },
    {
      source: event.Records[1],
      sequenceNumber: sequenceNumber(1),
      shardId: 'shardId-000000000006',
      arrivedAtMs: 1_732_287_000_524,
    },
  ]);
  assert.is(batch?.records[0]?.source, event.Records[0]);
});

test('every millisecond of a second comes out whole', () => {
  const event = buildKinesisEvent(Array(1_000).fill('{}'), { arrivedAtMs: 1_732_287_000_000 });

  const arrivals = readKinesisBatch(event)?.records.map(({ arrivedAtMs }) => arrivedAtMs);

  assert.equal(
    arrivals,
    Array.from({ length: 1_000 }, (_, index) => 1_732_287_000_000 + index),
  );
});

test('an empty batch is one, of a stream that is not known', () => {
  const batch = readKinesisBatch({ Records: [] });

  assert.equal(batch, { streamName: 'unknown', shardId: undefined, records: [], isWindowed: false });
});

test('a record without a stream’s ARN is of a stream that is not known', () => {
  const [record] = buildKinesisEvent(['{}']).Records;

  const batch = readKinesisBatch({ Records: [{ ...record, eventSourceARN: undefined }] });

  assert.is(batch?.streamName, 'unknown');
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
