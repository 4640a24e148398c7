import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type DownstreamOptions, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { context, diag, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { setInvocation } from '../../../packages/consumer-sdk/src/invocation-on-context.ts';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { createFakeAwsClient } from '../../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { emptyInvocation } from '../../support/invocation-on-context.ts';
import { rejects } from '../../support/rejects.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / instrument-downstream-client');

test.after.each(() => diag.disable());

type Answer = (input: unknown) => unknown;

function createClient(answer?: Answer, options: DownstreamOptions = {}) {
  const { tracerProvider, meterProvider, spans, sum, points } = createInMemoryTelemetry();
  const fake = createFakeAwsClient(answer);
  const client = instrumentDownstreamClient(fake, { ...options, tracerProvider, meterProvider });
  return { client, fake, spans, sum, points };
}

const Key = { id: { S: 'a' } };
const put = new PutItemCommand({ TableName: 'orders', Item: Key });

test('a write is a CLIENT span inside the record it belongs to, and active while it is sent', async () => {
  let active: string | undefined;
  const { client, spans } = createClient(() => {
    active = trace.getActiveSpan()?.spanContext().spanId;
  });
  const record = numberedSpanContext(1, 2);

  await context.with(contextOf(record), () => client.send(put));

  const [span] = spans();
  assert.equal([span?.name, span?.kind, span?.status.code], ['PutItem orders', SpanKind.CLIENT, SpanStatusCode.UNSET]);
  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [record.traceId, record.spanId]);
  assert.equal(span?.attributes, {
    'rpc.system': 'aws-api',
    'rpc.service': 'DynamoDB',
    'rpc.method': 'PutItem',
    'db.system.name': 'aws.dynamodb',
    'db.operation.name': 'PutItem',
    'db.collection.name': 'orders',
  });
  assert.is(active, span?.spanContext().spanId);
});

test('inside an invocation a write has the invocation’s dimensions, whatever its options say', async () => {
  const { client, points } = createClient(undefined, { pipeline: 'other' });
  const dimensions = { Environment: 'Staging', Pipeline: 'shop', 'faas.instance': 'log-stream' };

  await context.with(setInvocation(ROOT_CONTEXT, emptyInvocation(dimensions)), () => client.send(put));

  const [latency] = await points('DownstreamWriteLatency');
  assert.equal(latency?.attributes, { ...dimensions, Target: 'DynamoDB/orders' });
});

test('inside an invocation a client without providers of its own has the handler’s', async () => {
  const handlers = createInMemoryTelemetry();
  const own = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = handlers;
  const invocation = {
    ...emptyInvocation({ Environment: 'Test', Pipeline: 'orders' }),
    providers: { tracerProvider, meterProvider },
  };
  const joining = instrumentDownstreamClient(createFakeAwsClient());
  const apart = instrumentDownstreamClient(createFakeAwsClient(), {
    tracerProvider: own.tracerProvider,
    meterProvider: own.meterProvider,
  });

  await context.with(setInvocation(ROOT_CONTEXT, invocation), async () => {
    await joining.send(put);
    await apart.send(put);
    await apart.send(put);
  });

  for (const [{ spans, sum }, count] of [
    [handlers, 1],
    [own, 2],
  ] as const) {
    assert.is(spans().length, count);
    assert.is(await sum('DownstreamWriteSuccess'), count);
  }
});

test('outside of one the environment that Lambda runs is told from others', async () => {
  process.env.AWS_LAMBDA_LOG_STREAM_NAME = 'log-stream';
  const { client, points } = createClient();
  delete process.env.AWS_LAMBDA_LOG_STREAM_NAME;

  await client.send(put);

  const [success] = await points('DownstreamWriteSuccess');
  assert.is(success?.attributes['faas.instance'], 'log-stream');
});

for (const [options, Environment, Pipeline] of [
  [{}, 'Production', 'unknown'],
  [{ environment: 'Test', pipeline: 'shop' }, 'Test', 'shop'],
] as const) {
  test(`outside of one it has ${Environment} and ${Pipeline}`, async () => {
    const { client, sum } = createClient(undefined, options);

    await client.send(put);

    assert.is(await sum('DownstreamWriteSuccess', { Environment, Pipeline, Target: 'DynamoDB/orders' }), 1);
  });
}

test('the caller gets the very answer, and the client the very command', async () => {
  const answer = {};
  const options = { abortSignal: undefined };
  const { client, fake } = createClient(() => answer);

  const received = await client.send(put, options);

  assert.is(received, answer);
  assert.is(fake.sent[0]?.command, put);
  assert.is(fake.sent[0]?.rest[0], options);
});

test('the caller gets the very error, and the write is a failure', async () => {
  const error = Object.assign(new Error('x'), { name: 'ConditionalCheckFailedException' });
  const { client, spans, sum } = createClient(() => Promise.reject(error));

  const rejected = await rejects(client.send(put) as Promise<unknown>);

  assert.is(rejected, error);
  assert.is(await sum('DownstreamWriteFailure', { 'error.type': 'ConditionalCheckFailedException' }), 1);
  assert.is(await sum('DownstreamWriteSuccess'), 0);
  assert.is(spans()[0]?.status.code, SpanStatusCode.ERROR);
  assert.is(spans()[0]?.attributes['error.type'], 'ConditionalCheckFailedException');
});

test('a failed write that nobody awaits is still an unhandled rejection, as it is without us', async () => {
  const error = new Error('x');
  const { client, sum } = createClient(() => Promise.reject(error));
  const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));

  void client.send(put);

  assert.is(await unhandled, error);
  assert.is(await sum('DownstreamWriteFailure'), 1);
});

test('an error the client throws at once is thrown at once, and is a failure', async () => {
  const error = new Error('x');
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const broken = {
    send(_command: unknown): unknown {
      throw error;
    },
  };
  const client = instrumentDownstreamClient(broken, { tracerProvider, meterProvider });

  assert.throws(
    () => client.send(put),
    (thrown: unknown) => thrown === error,
  );
  assert.equal([spans().length, await sum('DownstreamWriteFailure')], [1, 1]);
});

test('an answer that left items undone is a failure, though the caller sees a success', async () => {
  const answer = { UnprocessedItems: { orders: [{}] } };
  const { client, sum, spans } = createClient(() => answer);

  const received = await client.send(put);

  assert.is(received, answer);
  assert.is(await sum('DownstreamWriteFailure', { 'error.type': 'UnprocessedItems' }), 1);
  assert.is(spans()[0]?.status.code, SpanStatusCode.ERROR);
});

for (const rest of [[], [{ requestTimeout: 5 }]]) {
  test(`a callback after ${rest.length} options is told the answer where its caller stood, and the write is measured`, async () => {
    const answer = { Attributes: {} };
    const { client, fake, spans, sum } = createClient(() => answer);
    const record = numberedSpanContext(1, 2);

    const told = await new Promise((resolve) => {
      const callback = (...parameters: unknown[]) => resolve([trace.getActiveSpan()?.spanContext().spanId, parameters]);
      const returned = context.with(contextOf(record), () => client.send(put, ...rest, callback));
      assert.is(returned, undefined);
    });

    assert.equal(told, [record.spanId, [null, answer]]);
    assert.is(fake.sent[0]?.rest.length, rest.length + 1);
    assert.equal([spans().length, await sum('DownstreamWriteSuccess')], [1, 1]);
  });
}

test('a callback that is told an error is told it, and the write is a failure', async () => {
  const error = Object.assign(new Error('x'), { name: 'ThrottlingException' });
  const { client, spans, sum } = createClient(() => Promise.reject(error));

  const told = await new Promise((resolve) => client.send(put, resolve));

  assert.is(told, error);
  assert.is(await sum('DownstreamWriteFailure', { 'error.type': 'ThrottlingException' }), 1);
  assert.is(spans()[0]?.status.code, SpanStatusCode.ERROR);
});

test('a callback that is called twice makes one write', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const twice = {
    send(_command: unknown, callback: (error: unknown, output: unknown) => void): void {
      callback(null, {});
      callback(new Error('late'), undefined);
    },
  };
  const calls: unknown[] = [];

  instrumentDownstreamClient(twice, { tracerProvider, meterProvider }).send(put, (error) => calls.push(error));

  assert.is(calls.length, 2);
  assert.equal([spans().length, await sum('DownstreamWriteSuccess'), await sum('DownstreamWriteFailure')], [1, 1, 0]);
});

test('a write in an unsampled record makes no span, and is measured all the same', async () => {
  const { client, spans, sum } = createClient();
  const unsampled = { ...numberedSpanContext(1, 2), traceFlags: 0, isRemote: true };

  await context.with(contextOf(unsampled), () => client.send(put));

  assert.equal([spans().length, await sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' })], [0, 1]);
});

for (const [what, command, rest] of [
  ['a read', new GetItemCommand({ TableName: 'orders', Key }), [{ requestTimeout: 5 }]],
  ['no command', undefined, [undefined]],
] as const) {
  test(`${what} passes untouched and unmeasured`, async () => {
    const warnings = collectWarnings();
    const active: unknown[] = [];
    const { client, fake, spans, sum } = createClient(() => active.push(trace.getActiveSpan()));

    await client.send(command, ...rest);
    await new Promise((resolve) => setImmediate(resolve));

    assert.is(fake.sent[0]?.command, command);
    assert.is(fake.sent[0]?.rest[0], rest[0]);
    assert.equal([spans().length, await sum('DownstreamWriteLatency')], [0, undefined]);
    assert.equal([active, warnings], [[undefined], []]);
  });
}

test.run();
