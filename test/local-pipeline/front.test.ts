import { connect } from 'node:http2';
import {
  DescribeStreamSummaryCommand,
  KinesisClient,
  type KinesisServiceException,
  ListShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startFront } from '../../packages/local-pipeline/src/kinesis/front.ts';
import { type LocalStream, startLocalStream } from '../support/local-stream.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('local-pipeline / front');
let local: LocalStream;
const clients: KinesisClient[] = [];

test.before(async () => {
  local = await startLocalStream();
});

test.after(async () => {
  for (const client of clients) client.destroy();
  await local.stop();
});

function sdkClient(config: ConstructorParameters<typeof KinesisClient>[0] = {}): KinesisClient {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new KinesisClient({ endpoint: local.endpoint, region: 'us-east-1', credentials, ...config });
  clients.push(client);
  return client;
}

function records(count: number, dataBytes = 500): { Data: Buffer; PartitionKey: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    Data: Buffer.alloc(dataBytes, 'x'),
    PartitionKey: `key-${index}`,
  }));
}

test('the AWS SDK’s default client, which speaks HTTP/2, puts many records at once', async () => {
  const client = sdkClient();
  const stream = await local.createStream(2);

  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.send(new PutRecordsCommand({ StreamName: stream, Records: records(500) }))),
  );

  assert.is(client.config.requestHandler.constructor.name, 'NodeHttp2Handler');
  assert.equal(new Set(answers.map(({ FailedRecordCount }) => FailedRecordCount)), new Set([0]));
  assert.is(local.book.ledger.counts(stream).accepted, 4000);
});

test('a client that speaks HTTP/1.1 uses the same port', async () => {
  const client = sdkClient({ requestHandler: new NodeHttpHandler() });
  const stream = await local.createStream(1);

  const { ShardId, SequenceNumber } = await client.send(
    new PutRecordCommand({ StreamName: stream, PartitionKey: 'EDDF', Data: Buffer.from('{"a":1}') }),
  );

  assert.is(ShardId, 'shardId-000000000000');
  assert.match(SequenceNumber ?? '', /^\d{56}$/);
});

test('a stream can be named by ARN in every operation', async () => {
  const client = sdkClient();
  const stream = await local.createStream(3);
  const StreamARN = `arn:aws:kinesis:us-east-1:000000000000:stream/${stream}`;

  const summary = await client.send(new DescribeStreamSummaryCommand({ StreamARN }));
  const { Shards } = await client.send(new ListShardsCommand({ StreamARN }));
  await client.send(new PutRecordsCommand({ StreamARN, Records: records(2) }));
  await client.send(new PutRecordCommand({ StreamARN, PartitionKey: 'a', Data: Buffer.from('"StreamARN"') }));

  assert.is(summary.StreamDescriptionSummary?.StreamARN, StreamARN);
  assert.is(Shards?.length, 3);
  assert.is(local.book.ledger.counts(stream).accepted, 3);
});

test('what a put had accepted is entered with its size and place', async () => {
  const client = sdkClient();
  const stream = await local.createStream(1);

  const put = await client.send(
    new PutRecordCommand({ StreamName: stream, PartitionKey: 'ключ', Data: Buffer.from('12345') }),
  );

  const [entry, ...others] = local.book.ledger.records(stream);
  assert.is(others.length, 0);
  assert.is(entry?.sequenceNumber, put.SequenceNumber);
  assert.is(entry?.shardId, 'shardId-000000000000');
  assert.is(entry?.partitionKey, 'ключ');
  assert.is(entry?.bytes, 5 + 8);
  assert.is(entry?.deliveries, 0);
});

test('an error comes in the shape of the service', async () => {
  const client = sdkClient();
  const put = new PutRecordCommand({ StreamName: 'nowhere', PartitionKey: 'a', Data: Buffer.from('1') });

  const error = (await rejects(client.send(put))) as KinesisServiceException;

  assert.is(error.name, 'ResourceNotFoundException');
  assert.is(error.message, 'Stream nowhere under account 000000000000 not found.');
  assert.is(error.$metadata.httpStatusCode, 400);
  assert.match(error.$metadata.requestId ?? '', /^[0-9a-f-]{36}$/);
  assert.is(local.book.ledger.counts('nowhere').accepted, 0);
});

test('a body of 20 MB is refused by the engine and the front goes on', async () => {
  const client = sdkClient({ maxAttempts: 1 });
  const stream = await local.createStream(1);
  const large = new PutRecordsCommand({ StreamName: stream, Records: records(15, 1_000_000) });

  const error = (await rejects(client.send(large))) as KinesisServiceException;
  await client.send(new PutRecordsCommand({ StreamName: stream, Records: records(5, 900_000) }));

  assert.is(error.$metadata.httpStatusCode, 413);
  assert.is(local.book.ledger.counts(stream).accepted, 5);
});

test('a client that goes away in the middle of its call disturbs nobody', async () => {
  const client = sdkClient();
  const stream = await local.createStream(1);
  const session = connect(local.endpoint);
  const call = session.request({ ':method': 'POST', ':path': '/', 'x-amz-target': 'Kinesis_20131202.PutRecord' });
  call.on('error', () => {});
  call.write('{"StreamName":');

  session.destroy();
  await client.send(new PutRecordsCommand({ StreamName: stream, Records: records(1) }));

  assert.is(local.book.ledger.counts(stream).accepted, 1);
});

test('a stream engine that is gone is an internal failure, not a hanging call', async () => {
  const orphan = await startFront(0, 1, []);
  const client = sdkClient({ endpoint: `http://127.0.0.1:${orphan.port}`, maxAttempts: 1 });

  const error = await rejects(client.send(new ListShardsCommand({ StreamName: 'stream-1' })));

  assert.is(error.name, 'InternalFailure');
  client.destroy();
  await orphan.stop();
});

test.run();
