import { runInNewContext } from 'node:vm';
import { ListShardsCommand, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, isKinesisOtelOptionError, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { context, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient, type FakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / instrument-kinesis-client');

const telemetry = createInMemoryTelemetry();

function createClient(answer?: (input: unknown) => unknown, options: ProducerOptions = telemetry): FakeAwsClient {
  const { tracerProvider, meterProvider } = options;
  return instrumentKinesisClient(createFakeAwsClient(answer), { tracerProvider, meterProvider } as ProducerOptions);
}

function entry(text: string) {
  return Object.freeze({ Data: Buffer.from(text), PartitionKey: 'k' });
}

function sentData(client: FakeAwsClient): unknown[] {
  const { Records, Data } = client.lastInput() as { Data?: unknown; Records?: { Data: unknown }[] };
  return Records?.map((each) => each.Data) ?? [Data];
}

const callback = () => undefined;

test('every record of a PutRecords goes out with the send span’s context', async () => {
  const client = createClient();
  const texts = ['{"a":1}', '{"b":2}', '{"c":3}'];

  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records: texts.map(entry) }));

  const { traceId, spanId } = telemetry.spans().at(-1)?.spanContext() ?? {};
  const stamped = sentData(client).map(readStamped);
  assert.equal(
    stamped.map(({ payload }) => payload),
    texts,
  );
  for (const { carrier } of stamped) assert.is(carrier?.traceparent, `00-${traceId}-${spanId}-01`);
});

test('the caller’s command, input, records and bytes stay as they are, frozen or not', async () => {
  const client = createClient();
  const records = Object.freeze([entry('{"a":1}'), entry('{"b":2}')]);
  const input = Object.freeze({ StreamName: 'orders', Records: records as never });
  const command = Object.freeze(new PutRecordsCommand(input));
  const commandInput = command.input;

  await client.send(command);

  assert.is(command.input, commandInput);
  assert.is(input.Records, records);
  assert.equal(
    records.map(({ Data }) => Data.toString()),
    ['{"a":1}', '{"b":2}'],
  );
  assert.is(
    sentData(client)
      .map(readStamped)
      .filter(({ carrier }) => carrier).length,
    2,
  );
});

test('a command sent twice gets one carrier each time', async () => {
  const client = createClient();
  const command = new PutRecordCommand({ StreamName: 'orders', ...entry('{"a":1}') });

  await client.send(command);
  await client.send(command);

  assert.is(readStamped(sentData(client)[0]).payload, '{"a":1}');
});

test('the caller gets the very answer of the client', async () => {
  const answer = { ShardId: 'shardId-000000000000', SequenceNumber: '1' };
  const client = createClient(() => answer);

  const promise = client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') }));

  assert.is(await promise, answer);
});

test('the caller gets the very error of the client', async () => {
  const error = new Error('refused');
  const client = createClient(() => Promise.reject(error));

  const promise = client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') }));

  assert.is(await rejects(promise as Promise<unknown>), error);
});

test('an error the client throws at once is thrown at once, and ends the span', () => {
  const error = new Error('refused');
  const client = createFakeAwsClient();
  client.send = () => {
    throw error;
  };
  const before = telemetry.spans().length;
  instrumentKinesisClient(client, { tracerProvider: telemetry.tracerProvider });

  assert.throws(
    () => client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') })),
    (thrown: unknown) => thrown === error,
  );
  assert.is(telemetry.spans().length, before + 1);
});

for (const [what, rest] of [
  ['behind the command', [callback]],
  ['behind the options', [{ requestTimeout: 1 }, callback]],
] as const) {
  test(`a callback ${what} is called with what the client says, and the span ends`, async () => {
    const output = { SequenceNumber: '1' };
    const client = createClient(() => output);
    const before = telemetry.spans().length;

    const [error, told] = await new Promise<unknown[]>((resolve) => {
      const others = rest.map((each) => (each === callback ? (...all: unknown[]) => resolve(all) : each));
      client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') }), ...others);
    });

    assert.is(error, null);
    assert.is(told, output);
    assert.is(client.sent[0]?.rest.length, rest.length);
    assert.is(client.sent[0]?.rest[0] === rest[0], rest.length === 2);
    assert.is(telemetry.spans().length, before + 1);
  });
}

test('a callback runs in the context of its caller, not inside the send span', async () => {
  const client = createClient();
  const caller = contextOf(numberedSpanContext(7, 8));

  const seen = await new Promise((resolve) => {
    const command = new PutRecordCommand({ StreamName: 'orders', ...entry('{}') });
    context.with(caller, () => client.send(command, () => resolve(trace.getSpanContext(context.active())?.spanId)));
  });

  assert.is(seen, '8'.padStart(16, '0'));
});

test('an instrumentation of the class that comes later is not passed by', async () => {
  class Client {
    send(_command: unknown): Promise<unknown> {
      return Promise.resolve('plain');
    }
  }
  const client = instrumentKinesisClient(new Client(), { tracerProvider: telemetry.tracerProvider });
  Client.prototype.send = () => Promise.resolve('instrumented');

  assert.is(await client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') })), 'instrumented');
});

test('a callback gets the very error of the client', async () => {
  const refused = new Error('refused');
  const client = createClient(() => Promise.reject(refused));

  const error = await new Promise((resolve) => {
    client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') }), resolve);
  });

  assert.is(error, refused);
  assert.is(telemetry.spans().at(-1)?.attributes['error.type'], 'Error');
});

for (const command of [new ListShardsCommand({ StreamName: 'orders' }), {}, undefined]) {
  test(`${command?.constructor.name} passes untouched, without a span`, async () => {
    const client = createClient();
    const before = telemetry.spans().length;
    const options = { abortSignal: undefined };

    await client.send(command, options);

    assert.is(client.sent[0]?.command, command);
    assert.is(client.sent[0]?.rest[0], options);
    assert.is(telemetry.spans().length, before);
  });
}

test('a client that answers at once, as a mock may, has its answer handed on, and the span ends', () => {
  const answer = { SequenceNumber: '1' };
  const client = createFakeAwsClient();
  client.send = () => answer;
  const before = telemetry.spans().length;
  instrumentKinesisClient(client, { tracerProvider: telemetry.tracerProvider });

  const received = client.send(new PutRecordCommand({ StreamName: 'orders', ...entry('{}') }));

  assert.is(received, answer);
  assert.is(telemetry.spans().length, before + 1);
});

test('a client that cannot be changed is refused, with the cure', () => {
  assert.throws(
    () => instrumentKinesisClient(Object.freeze(createFakeAwsClient())),
    (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'client' && /frozen/.test(error.message),
  );
});

test('bytes of another realm, as a test runner’s sandbox makes them, carry context', async () => {
  const client = createClient();
  const Data = runInNewContext('new Uint8Array([0x7b, 0x7d])') as Uint8Array;

  await client.send(new PutRecordCommand({ StreamName: 'orders', Data, PartitionKey: 'k' }));

  const { carrier, payload } = readStamped(client.lastInput().Data);
  assert.ok(carrier);
  assert.is(payload, '{}');
});

test.run();
