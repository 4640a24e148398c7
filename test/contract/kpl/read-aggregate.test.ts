import { readAggregate } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTag } from '../../../packages/contract/src/kpl/read-aggregate.ts';
import { invalidKplPayloads, kplPayloads, kplPayloadsNotRestorable } from '../../support/kpl-payloads.ts';
import { aggregateOf, lengthField, numberField, tagField, userRecord, varint } from '../../support/protobuf-bytes.ts';

const test = suite('contract / kpl / read-aggregate');

const tables = [lengthField(1, 'order-1'), lengthField(1, 'café'), lengthField(2, '42')];

test('gives each record its keys, its data and its tags', () => {
  const records = [
    userRecord(1, '{"a":1}', numberField(2, 0)),
    userRecord(0, '', tagField('env', 'prod'), tagField('env', 'test'), lengthField(4, lengthField(1, 'bare'))),
  ];

  const read = readAggregate(aggregateOf(...tables, ...records));

  assert.equal(
    read?.map(({ data, ...others }) => ({ ...others, data: Buffer.from(data).toString() })),
    [
      { partitionKey: 'café', explicitHashKey: '42', data: '{"a":1}', tags: [] },
      {
        partitionKey: 'order-1',
        explicitHashKey: undefined,
        data: '',
        tags: [
          { key: 'env', value: 'prod' },
          { key: 'env', value: 'test' },
          { key: 'bare', value: '' },
        ],
      },
    ],
  );
});

test('data is a view of the aggregate, not a copy', () => {
  const payload = aggregateOf(...tables, userRecord(0, 'x'.repeat(5_000)));

  const [record] = readAggregate(payload) ?? [];

  assert.is(record?.data.buffer, payload.buffer);
});

test('tables may follow the records that point into them', () => {
  const [before, after] = [
    readAggregate(aggregateOf(...tables, userRecord(1, 'x'))),
    readAggregate(aggregateOf(userRecord(1, 'x'), ...tables)),
  ];

  assert.equal(after?.[0]?.partitionKey, before?.[0]?.partitionKey);
});

test('fields it does not know are passed over, in the message, in records and in tags', () => {
  const unknown = [numberField(16, 7), lengthField(17, 'x'), Buffer.concat([varint(18 * 8 + 5), Buffer.alloc(4)])];
  const tag = lengthField(4, lengthField(1, 'k'), lengthField(2, 'v'), ...unknown, numberField(3, 1));

  const read = readAggregate(aggregateOf(...unknown, ...tables, userRecord(0, 'x', ...unknown, tag), ...unknown));

  assert.is(read?.length, 1);
  assert.equal(read?.[0]?.tags, [{ key: 'k', value: 'v' }]);
});

test('an aggregate without records has none', () => {
  assert.equal(readAggregate(aggregateOf(...tables)), []);
});

const noAggregates: Readonly<Record<string, Buffer>> = {
  ...invalidKplPayloads,
  'an index beyond the table': aggregateOf(...tables, userRecord(2, 'x')),
  'a hash key index beyond its table': aggregateOf(...tables, userRecord(0, 'x', numberField(2, 1))),
  'a record without a partition key': aggregateOf(...tables, lengthField(3, lengthField(3, 'x'))),
  'a record without data': aggregateOf(...tables, lengthField(3, numberField(1, 0))),
  'a record that is no message': aggregateOf(...tables, lengthField(3, 'no message')),
  'a record that is a number': aggregateOf(...tables, numberField(3, 1)),
  'a table that is a number': aggregateOf(numberField(1, 1), userRecord(0, 'x')),
  'data that is a number': aggregateOf(...tables, lengthField(3, numberField(1, 0), numberField(3, 1))),
  'an index that is text': aggregateOf(...tables, lengthField(3, lengthField(1, '0'), lengthField(3, 'x'))),
  'a tag without a key': aggregateOf(...tables, userRecord(0, 'x', lengthField(4, lengthField(2, 'v')))),
  'a tag whose key is a number': aggregateOf(...tables, userRecord(0, 'x', lengthField(4, numberField(1, 107)))),
  'a tag that is no message': aggregateOf(...tables, userRecord(0, 'x', lengthField(4, 'no message'))),
  'what is no message': aggregateOf(Buffer.from('no message at all')),
};

for (const [what, payload] of Object.entries(noAggregates)) {
  test(`${what} makes it one plain record`, () => {
    assert.is(readAggregate(payload), undefined);
  });
}

test('whatever it is given, it does not change it', () => {
  for (const payload of Object.values({ ...kplPayloads, ...kplPayloadsNotRestorable, ...noAggregates })) {
    const before = Buffer.from(payload);

    readAggregate(payload);

    assert.ok(before.equals(payload));
  }
});

test('a tag’s last key and value count', () => {
  const message = Buffer.concat(['a', 'b'].flatMap((each) => [lengthField(1, each), lengthField(2, each)]));
  const tag = { number: 4, wireType: 2, varint: 0, start: 0, valueStart: 0, end: message.length };

  assert.equal(readTag(message, tag), { key: 'b', value: 'b' });
});

test.run();
