import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Decode, decodeData, recordOfBytes } from '../../../packages/consumer-sdk/src/records/decode-record.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { arrivedAtMs, sequenceNumber } from '../../support/kinesis-event.ts';
import { kplPayloads } from '../../support/kpl-payloads.ts';
import { receivedRecord, receivedRecords } from '../../support/received-records.ts';
import { stamp, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / decode-record');

const text = '{"name":"café 😀","n":1.0}';
const decoded: Readonly<Record<Decode, unknown>> = {
  json: { name: 'café 😀', n: 1 },
  text,
  bytes: Buffer.from(text),
};

function decode(record: ReadRecord, as: Decode, maxInflatedBytes = 1_000): unknown {
  return decodeData(recordOfBytes(record, 'orders').data, { decode: as, maxInflatedBytes });
}

for (const [as, data] of Object.entries(decoded) as [Decode, unknown][]) {
  test(`gives the payload without its carrier as ${as}`, () => {
    assert.equal(decode(receivedRecord(stampJson(text)), as), data);
  });
}

test('gives what Kinesis says of the record', () => {
  const { data: _, ...others } = recordOfBytes(receivedRecord('{}'), 'orders');

  assert.equal(others, {
    partitionKey: 'key-0',
    sequenceNumber: sequenceNumber(0),
    subSequenceNumber: undefined,
    shardId: 'shardId-000000000006',
    streamName: 'orders',
    arrivedAtMs,
  });
});

test('gives a user record its own key and data, and its place in the aggregate', () => {
  const records = receivedRecords([stamp(kplPayloads['a KPL aggregate'] ?? '')]);

  const given = records.map((record) => recordOfBytes(record, 'orders'));

  assert.equal(
    given.map(({ data, partitionKey, subSequenceNumber }) => [data.toString(), partitionKey, subSequenceNumber]),
    [
      ['{"a":1}', 'order-1', 0],
      ['{"b":"é"}', 'order-2', 1],
    ],
  );
  assert.ok(given.every((each) => each.sequenceNumber === sequenceNumber(0)));
});

for (const partitionKey of [null, undefined]) {
  test(`a partition key of ${partitionKey} is null`, () => {
    const record = receivedRecord('{}');
    const source = { ...record.source, kinesis: { ...record.source.kinesis, partitionKey: partitionKey as null } };

    const given = recordOfBytes({ ...record, source }, 'orders');

    assert.is(given.partitionKey, null);
  });
}

test('bytes of any kind come as bytes, compressed ones too', () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0x00, 0xff]);

  assert.equal(decode(receivedRecord(bytes), 'bytes'), bytes);
});

for (const as of ['json', 'text'] as const) {
  test(`a gzip stream is inflated for ${as}, stamped or not, of one member or two`, () => {
    const two = Buffer.concat([gzipSync(text.slice(0, 5)), gzipSync(text.slice(5))]);
    for (const payload of [gzipSync(text), stamp(gzipSync(text)), two]) {
      assert.equal(decode(receivedRecord(payload), as), decoded[as]);
    }
  });
}

test('a stream inflates up to the limit and no further', () => {
  const payload = receivedRecord(gzipSync('x'.repeat(100)));

  assert.is(decode(payload, 'text', 100), 'x'.repeat(100));
  assert.throws(() => decode(payload, 'text', 99), /inflates to more than 99 bytes/);
});

test('with a limit of 0 nothing is inflated', () => {
  const payload = gzipSync('x');

  assert.is(decode(receivedRecord(payload), 'text', 0), payload.toString('utf8'));
});

for (const [what, payload, problem] of [
  ['is not JSON', 'hush', 'is not JSON'],
  ['is a gzip stream that is cut off', gzipSync('hush'.repeat(9)).subarray(0, -9), 'is no whole gzip stream'],
  ['is a gzip stream of something else', gzipSync('hush'), 'is not JSON'],
] as const) {
  test(`what ${what} throws, when JSON is asked for, without a word of the payload`, () => {
    assert.throws(
      () => decode(receivedRecord(payload), 'json'),
      ({ name, message }: Error) => name === 'UndecodableRecord' && message.includes(problem) && !/hush/.test(message),
    );
  });
}

test.run();
