import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Decode, decodeRecord } from '../../packages/consumer-sdk/src/decode-record.ts';
import { arrivedAtMs, sequenceNumber } from '../support/kinesis-event.ts';
import { receivedRecord } from '../support/received-records.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / decode-record');

const text = '{"name":"café 😀","n":1.0}';
const decoded: Readonly<Record<Decode, unknown>> = {
  json: { name: 'café 😀', n: 1 },
  text,
  bytes: Buffer.from(text),
};

for (const [decode, data] of Object.entries(decoded) as [Decode, unknown][]) {
  test(`gives the payload without its carrier as ${decode}`, () => {
    const record = decodeRecord(receivedRecord(stampJson(text)), 'orders', decode);

    assert.equal(record.data, data);
  });
}

test('gives what Kinesis says of the record', () => {
  const { data: _, ...others } = decodeRecord(receivedRecord('{}'), 'orders', 'json');

  assert.equal(others, {
    partitionKey: 'key-0',
    sequenceNumber: sequenceNumber(0),
    shardId: 'shardId-000000000006',
    streamName: 'orders',
    arrivedAtMs,
  });
});

for (const partitionKey of [null, undefined]) {
  test(`a partition key of ${partitionKey} is null`, () => {
    const record = receivedRecord('{}');
    const source = { ...record.source, kinesis: { ...record.source.kinesis, partitionKey: partitionKey as null } };

    const decodedRecord = decodeRecord({ ...record, source }, 'orders', 'json');

    assert.is(decodedRecord.partitionKey, null);
  });
}

test('bytes of any kind come as bytes', () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0x00, 0xff]);

  const record = decodeRecord(receivedRecord(bytes), 'orders', 'bytes');

  assert.equal(record.data, bytes);
});

test('what is not JSON throws, when JSON is asked for, without a word of the payload', () => {
  assert.throws(
    () => decodeRecord(receivedRecord('hush'), 'orders', 'json'),
    ({ name, message }: Error) => name === 'UndecodableRecord' && message.includes('not JSON') && !/hush/.test(message),
  );
});

test.run();
