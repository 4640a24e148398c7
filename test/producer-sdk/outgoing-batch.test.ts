import { GetRecordsCommand, ListShardsCommand, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readOutgoingBatch, withEntries } from '../../packages/producer-sdk/src/outgoing-batch.ts';

const test = suite('producer-sdk / outgoing-batch');

const entry = { Data: Buffer.from('{}'), PartitionKey: 'k' };
const text = { Data: '{}', PartitionKey: 'k' };

test('PutRecord’s input is its only entry', () => {
  const input = { StreamName: 'orders', ...entry };

  const batch = readOutgoingBatch(new PutRecordCommand(input));

  assert.equal([batch?.operation, batch?.streamName], ['PutRecord', 'orders']);
  assert.is(batch?.entries[0], input);
  assert.is(batch?.stream, input);
});

test('PutRecords’ entries are the caller’s own objects', () => {
  const batch = readOutgoingBatch({ input: { StreamName: 'orders', Records: [entry, text] } });

  assert.is(batch?.operation, 'PutRecords');
  assert.is(batch?.entries[0], entry);
  assert.is(batch?.entries[1], text);
});

for (const [what, reference] of Object.entries({
  name: { StreamName: 'orders' },
  ARN: { StreamARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' },
  id: { StreamId: 'orders' },
})) {
  test(`the stream is known by its ${what}`, () => {
    const batch = readOutgoingBatch(new PutRecordsCommand({ ...reference, Records: [entry] }));

    assert.is(batch?.streamName, 'orders');
  });
}

const others: Readonly<Record<string, unknown>> = {
  ListShards: new ListShardsCommand({ StreamName: 'orders' }),
  GetRecords: new GetRecordsCommand({ ShardIterator: 'x' }),
  'a put that names no stream': new PutRecordCommand({ ...entry, StreamName: undefined }),
  'a put without records': new PutRecordsCommand({ StreamName: 'orders', Records: [] }),
  'a put whose data is missing': { input: { StreamName: 'orders', Records: [entry, { PartitionKey: 'k' }] } },
  'a put whose records hold nothing': { input: { StreamName: 'orders', Records: [null] } },
  'data that is neither bytes nor text': { input: { StreamName: 'orders', Data: 42 } },
  'a command without input': {},
  'a command whose input is null': { input: null },
  'no command': undefined,
};

for (const [what, command] of Object.entries(others)) {
  test(`${what} is no batch`, () => {
    const batch = readOutgoingBatch(command);

    assert.is(batch, undefined);
  });
}

for (const [what, command] of [
  ['PutRecord', new PutRecordCommand({ StreamName: 'orders', ...entry })],
  ['PutRecords', new PutRecordsCommand({ StreamName: 'orders', Records: [entry] })],
  ['a frozen command', Object.freeze(new PutRecordsCommand({ StreamName: 'orders', Records: [entry] }))],
] as const) {
  test(`${what}: the copy puts other records, and is a command of the same class`, () => {
    const { input } = command;
    const before = { ...input };
    const batch = readOutgoingBatch(command);
    const other = { ...entry, Data: Buffer.from('{"a":1}') };

    const copy = withEntries(command, batch as never, [other]);

    assert.is(readOutgoingBatch(copy)?.entries[0]?.Data, other.Data);
    assert.is(readOutgoingBatch(copy)?.streamName, 'orders');
    assert.instance(copy, command.constructor);
    assert.is(copy.middlewareStack, command.middlewareStack);
    assert.is(command.input, input);
    assert.equal(command.input, before);
  });
}

test.run();
