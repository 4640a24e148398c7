import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';

const test = suite('producer-sdk / a client wrapped twice');

const command = new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{"a":1}'), PartitionKey: 'k' });

test('the client itself is returned', () => {
  const client = createFakeAwsClient();

  const wrapped = instrumentKinesisClient(client);

  assert.is(wrapped, client);
});

test('wrapping it again makes no second span and no second carrier', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const client = createFakeAwsClient();
  const once = instrumentKinesisClient(client, { tracerProvider, meterProvider }).send;

  const twice = instrumentKinesisClient(client, { tracerProvider, meterProvider }).send;
  await client.send(command);

  assert.is(twice, once);
  assert.is(spans().length, 1);
  assert.is(await sum('PutRecordSuccess'), 1);
  assert.is(readStamped(client.lastInput().Data).payload, '{"a":1}');
});

test('a client that another copy of the library wrapped is left to that copy', () => {
  const client = createFakeAwsClient();
  Object.defineProperty(client, Symbol.for('kinesis-otel instrumented Kinesis client'), { value: true });
  const { send } = client;

  instrumentKinesisClient(client);

  assert.is(client.send, send);
});

test('the wrapped send can be replaced and taken away, as a mock does', () => {
  const client = instrumentKinesisClient(createFakeAwsClient());
  const mock = () => undefined;

  client.send = mock;
  const isTakenAway = Reflect.deleteProperty(client, 'send');

  assert.ok(isTakenAway);
});

test('the mark is not shown among the client’s members', () => {
  const client = createFakeAwsClient();
  const before = Object.keys(client);

  instrumentKinesisClient(client);

  assert.equal(Object.keys(client), before);
});

test.run();
