import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import {
  instrumentKinesisClient,
  isKinesisOtelOptionError,
  uninstrumentKinesisClient,
} from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { createPutThrough } from '../support/put-through.ts';

const test = suite('producer-sdk / uninstrument');

class Client {
  readonly sent: unknown[] = [];
  async send(command: unknown): Promise<void> {
    this.sent.push(command);
  }
}

const command = new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'k' });

test('a client whose class has `send` is as it was, member by member', async () => {
  const client = new Client();
  const before = Reflect.ownKeys(client);
  const { spans, ...telemetry } = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  instrumentKinesisClient(client, { tracerProvider, meterProvider });

  const returned = uninstrumentKinesisClient(client);
  await client.send(command);

  assert.is(returned, client);
  assert.equal(Reflect.ownKeys(client), before);
  assert.is(client.send, Client.prototype.send);
  assert.is(client.sent[0], command);
  assert.is(spans().length, 0);
});

test('a client with a `send` of its own has it back, with its descriptor', () => {
  const client = createFakeAwsClient();
  const before = Object.getOwnPropertyDescriptors(client);
  instrumentKinesisClient(client);

  uninstrumentKinesisClient(client);

  assert.equal(Object.getOwnPropertyDescriptors(client), before);
});

test('a `send` that was put in place since is left', () => {
  const client = instrumentKinesisClient(createFakeAwsClient());
  const mock = () => undefined;
  client.send = mock;

  uninstrumentKinesisClient(client);

  assert.is(client.send, mock);
});

test('it can be wrapped again', async () => {
  const { client, spans, ...telemetry } = createPutThrough();
  const { tracerProvider, meterProvider } = telemetry;
  uninstrumentKinesisClient(client);
  instrumentKinesisClient(client, { tracerProvider, meterProvider });

  await client.send(command);

  assert.is(spans().length, 1);
});

test('one that was never wrapped is left, and what is no client is refused', () => {
  const client = createFakeAwsClient();
  const { send } = client;

  uninstrumentKinesisClient(client);

  assert.is(client.send, send);
  assert.throws(
    () => uninstrumentKinesisClient({} as never),
    (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'client',
  );
});

test('a `send` put over ours goes through to the client’s own, and wrapping anew makes one span', async () => {
  const { client, spans, ...telemetry } = createPutThrough();
  const { tracerProvider, meterProvider } = telemetry;
  const ours = client.send;
  client.send = (...all) => Reflect.apply(ours, client, all);
  uninstrumentKinesisClient(client);

  await client.send(command);
  const after = [client.sent[0]?.command, spans().length];
  instrumentKinesisClient(client, { tracerProvider, meterProvider });
  await client.send(command);

  assert.equal([after[0] === command, after[1]], [true, 0]);
  assert.is(spans().length, 1);
});

test.run();
