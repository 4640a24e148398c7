import { buildKinesisEvents } from '@kinesis-otel/consumer-sdk/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool } from '../../support/local-kinesis.ts';

const test = suite('consumer-sdk / testing / build-kinesis-events');
const kinesis = createKinesisPool();

test.after(() => kinesis.stop());

const keys = Array.from({ length: 40 }, (_, index) => `order-${index}`);

test('records fall on the shards a real stream puts them on, one event for each', async () => {
  const local = await kinesis.start();
  const stream = await local.createStream(3);
  const Records = keys.map((PartitionKey) => ({ Data: Buffer.from('1').toString('base64'), PartitionKey }));
  const put = (await local.ownClient.call('PutRecords', { StreamName: stream, Records })) as {
    readonly Records: readonly { readonly ShardId: string }[];
  };

  const events = buildKinesisEvents(
    keys.map((partitionKey) => ({ data: '1', partitionKey })),
    { shards: 3 },
  );

  const built = events.flatMap(({ Records }) =>
    Records.map(({ eventID, kinesis: { partitionKey } }) => `${partitionKey} ${eventID.split(':')[0]}`),
  );
  assert.is(events.length, 3);
  assert.equal(built.sort(), put.Records.map(({ ShardId }, index) => `${keys[index]} ${ShardId}`).sort());
});

test('no two records have one sequence number, and those of a shard rise', () => {
  const events = buildKinesisEvents(
    keys.map((partitionKey) => ({ data: '1', partitionKey })),
    { shards: 4, streamName: 'returns' },
  );

  const numbers = events.map(({ Records }) => Records.map(({ kinesis }) => BigInt(kinesis.sequenceNumber)));
  assert.is(new Set(numbers.flat()).size, keys.length);
  for (const ofShard of numbers) assert.ok(ofShard.every((each, at) => at === 0 || each > (ofShard[at - 1] ?? each)));
  assert.ok(events.every(({ Records }) => Records[0]?.eventSourceARN.endsWith(':stream/returns')));
});

test('records without a key are dealt out in turn', () => {
  const events = buildKinesisEvents(
    ['a', 'b', 'c', 'd'].map((data) => ({ data, partitionKey: null })),
    { shards: 2 },
  );

  const texts = events.map(({ Records }) => Records.map(({ kinesis }) => atob(kinesis.data)).join(''));
  assert.equal(texts, ['ac', 'bd']);
});

test('a number of shards that is none is refused', () => {
  assert.throws(() => buildKinesisEvents([], { shards: 0 }), /INVALID_OPTION: option `shards` is 0/);
});

test.run();
