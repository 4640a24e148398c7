import { readAggregate, type UserRecord, writeAggregate } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeTag } from '../../../packages/contract/src/kpl/write-aggregate.ts';
import { aggregateOf, lengthField, numberField, tagField, userRecord } from '../../support/protobuf-bytes.ts';

const test = suite('contract / kpl / write-aggregate');

function record(partitionKey: string, data: string, more: Partial<UserRecord> = {}): UserRecord {
  return { partitionKey, explicitHashKey: undefined, data: Buffer.from(data), tags: [], ...more };
}

test('writes the bytes of the format, each key once', () => {
  const written = writeAggregate([
    record('é', '1', { explicitHashKey: '42' }),
    record('b', '22', { tags: [{ key: 'env', value: 'prod' }] }),
    record('é', '', { explicitHashKey: '7' }),
  ]);

  const expected = aggregateOf(
    lengthField(1, 'é'),
    lengthField(1, 'b'),
    lengthField(2, '42'),
    lengthField(2, '7'),
    lengthField(3, numberField(1, 0), numberField(2, 0), lengthField(3, '1')),
    userRecord(1, '22', tagField('env', 'prod')),
    lengthField(3, numberField(1, 0), numberField(2, 1), lengthField(3, '')),
  );
  assert.ok(expected.equals(written));
});

test('what it wrote is read back', () => {
  const records = Array.from({ length: 300 }, (_, index) =>
    record(`key-${index % 200}`, 'x'.repeat(index * 7), {
      ...(index % 3 === 0 ? { explicitHashKey: String(index) } : {}),
      tags: [{ key: '_otel', value: String(index) }],
    }),
  );

  const read = readAggregate(writeAggregate(records));

  assert.equal(
    read?.map((each) => ({ ...each, data: Buffer.from(each.data) })),
    records,
  );
});

test('keys that objects have of their own are keys like others', () => {
  const keys = ['__proto__', 'constructor', 'toString', '__proto__'];

  const read = readAggregate(writeAggregate(keys.map((key) => record(key, '1', { explicitHashKey: key }))));

  assert.equal(
    read?.map(({ partitionKey, explicitHashKey }) => [partitionKey, explicitHashKey]),
    keys.map((key) => [key, key]),
  );
});

test('a tag is one field of a record', () => {
  const written = writeTag('_otel', 'é'.repeat(100));

  assert.ok(tagField('_otel', 'é'.repeat(100)).equals(written));
});

test.run();
