import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { diag, metrics, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient, type FakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / telemetry');

test.after.each(() => {
  trace.disable();
  metrics.disable();
  diag.disable();
});

const entry = { Data: Buffer.from('{}'), PartitionKey: 'k' };

async function put(client: FakeAwsClient, record: object = entry): Promise<string | undefined> {
  await client.send(new PutRecordCommand({ StreamName: 'orders', ...(record as typeof entry) }));
  return readStamped(client.lastInput().Data).carrier?.traceparent;
}

test('providers registered after the client was wrapped, and after its first put, are used', async () => {
  const client = instrumentKinesisClient(createFakeAwsClient());
  const before = await put(client);
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();

  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  const after = await put(client);

  assert.is(before, undefined);
  assert.is(after?.slice(3, 35), spans()[0]?.spanContext().traceId);
  assert.is(await sum('PutRecordSuccess'), 1);
});

test('another meter provider takes over from the next put on', async () => {
  const [first, second] = [createInMemoryTelemetry(), createInMemoryTelemetry()];
  const client = instrumentKinesisClient(createFakeAwsClient());

  for (const { meterProvider } of [first, second]) {
    metrics.disable();
    metrics.setGlobalMeterProvider(meterProvider);
    await put(client);
  }

  assert.equal([await first.sum('PutRecordSuccess'), await second.sum('PutRecordSuccess')], [1, 1]);
});

test('providers in the options go before the global ones', async () => {
  const [global, given] = [createInMemoryTelemetry(), createInMemoryTelemetry()];
  trace.setGlobalTracerProvider(global.tracerProvider);
  metrics.setGlobalMeterProvider(global.meterProvider);
  const { tracerProvider, meterProvider } = given;

  await put(instrumentKinesisClient(createFakeAwsClient(), { tracerProvider, meterProvider }));

  assert.equal([global.spans().length, given.spans().length], [0, 1]);
  assert.equal([await global.sum('PutRecordSuccess'), await given.sum('PutRecordSuccess')], [undefined, 1]);
});

test('spans and metrics are of the scope named after the package', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();

  await put(instrumentKinesisClient(createFakeAwsClient(), { tracerProvider, meterProvider }));

  assert.is(spans()[0]?.instrumentationScope.name, '@kinesis-otel/producer-sdk');
});

test('without a tracer provider records go out as they are', async () => {
  const client = instrumentKinesisClient(createFakeAwsClient());

  assert.equal([await put(client), await put(client)], [undefined, undefined]);
});

test('a record with a context of its own carries it, provider or not', async () => {
  const client = instrumentKinesisClient(createFakeAwsClient());

  const carried = await put(client, bindTraceContext(entry, contextOf(numberedSpanContext(1, 2))));

  assert.is(carried, `00-${'1'.padStart(32, '0')}-${'2'.padStart(16, '0')}-01`);
});

test.run();
