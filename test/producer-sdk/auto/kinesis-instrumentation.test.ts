import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kinesis, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { isKinesisOtelOptionError } from '@kinesis-otel/producer-sdk';
import { createKinesisInstrumentation } from '@kinesis-otel/producer-sdk/instrumentation';
import { metrics, trace } from '@opentelemetry/api';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { KinesisClient as OlderKinesisClient, PutRecordCommand as OlderPutRecordCommand } from 'client-kinesis-older';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAwsRequestHandler, offlineConfig } from '../../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { readStamped } from '../../support/read-stamped.ts';

const test = suite('producer-sdk / createKinesisInstrumentation');

const ownSend = () => Object.getOwnPropertyDescriptor(KinesisClient.prototype, 'send');

async function put(): Promise<string | undefined> {
  const handler = createAwsRequestHandler({ SequenceNumber: '1' });
  const client = new KinesisClient(offlineConfig(handler));
  await client.send(new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' }));
  const { Data } = (handler.requests[0]?.body ?? { Data: '' }) as { Data: string };
  return readStamped(Buffer.from(Data, 'base64')).carrier?.traceparent;
}

test('a client made before is instrumented, and disable leaves the class as it was', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const instrumentation = createKinesisInstrumentation({ tracerProvider, meterProvider });

  const carried = await put();
  instrumentation.disable();
  const carriedAfter = await put();

  assert.is(carried?.split('-')[2], spans()[0]?.spanContext().spanId);
  assert.is(carriedAfter, undefined);
  assert.is(spans().length, 1);
  assert.is(ownSend(), undefined);
});

test('the client with a method for each operation is instrumented, and so is another copy of the AWS SDK', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const instrumentation = createKinesisInstrumentation({ tracerProvider, meterProvider });
  const handler = createAwsRequestHandler({ SequenceNumber: '1' });
  const input = { StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' };

  await new Kinesis(offlineConfig(handler)).putRecord(input);
  await new OlderKinesisClient(offlineConfig(handler) as never).send(new OlderPutRecordCommand(input));
  instrumentation.disable();

  const carried = handler.requests.map(({ body }) => {
    const { Data } = body as { readonly Data: string };
    return readStamped(Buffer.from(Data, 'base64')).carrier?.traceparent.split('-')[2];
  });
  assert.equal(
    carried,
    spans().map((span) => span.spanContext().spanId),
  );
  assert.is(carried.length, 2);
});

test('enabled again, it works again, and once', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const instrumentation = createKinesisInstrumentation({ tracerProvider, meterProvider });

  instrumentation.disable();
  instrumentation.enable();
  instrumentation.enable();
  await put();
  instrumentation.disable();

  assert.is(spans().length, 1);
  assert.is(ownSend(), undefined);
});

test('with enabled false nothing is patched before it is registered', () => {
  const instrumentation = createKinesisInstrumentation({ enabled: false });
  const before = ownSend();
  const unregister = registerInstrumentations({ instrumentations: [instrumentation] });
  const registered = ownSend();
  unregister();

  assert.equal([before, typeof registered?.value, ownSend()], [undefined, 'function', undefined]);
});

test('a send that another put over ours stays theirs, and ours is out of it', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const instrumentation = createKinesisInstrumentation({ tracerProvider, meterProvider });
  const { send } = KinesisClient.prototype;
  const theirs = function (this: unknown, ...all: unknown[]) {
    return Reflect.apply(send, this, all);
  };
  Object.defineProperty(KinesisClient.prototype, 'send', { value: theirs, configurable: true });

  instrumentation.disable();
  const carried = await put();
  const left = ownSend()?.value;
  Reflect.deleteProperty(KinesisClient.prototype, 'send');

  assert.is(left, theirs);
  assert.is(carried, undefined);
  assert.is(spans().length, 0);
});

test('providers that are set global after it was registered are used', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const unregister = registerInstrumentations({ instrumentations: [createKinesisInstrumentation()] });

  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  await put();
  unregister();
  trace.disable();
  metrics.disable();

  assert.is(spans().length, 1);
  assert.is(await sum('PutRecordSuccess'), 1);
});

test('providers that are handed over are used from the next put on, and those of the options before them', async () => {
  const [first, second, third] = [createInMemoryTelemetry(), createInMemoryTelemetry(), createInMemoryTelemetry()];
  const instrumentation = createKinesisInstrumentation();

  for (const { tracerProvider, meterProvider } of [first, second]) {
    instrumentation.setTracerProvider(tracerProvider);
    instrumentation.setMeterProvider(meterProvider);
    await put();
  }
  const { tracerProvider, meterProvider } = third;
  instrumentation.setConfig({ tracerProvider, meterProvider });
  await put();
  instrumentation.disable();

  const made = await Promise.all(
    [first, second, third].map(async ({ spans, sum }) => [spans().length, await sum('PutRecordSuccess')]),
  );
  assert.equal(made, [
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
});

test('the configuration can be read and changed', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const instrumentation = createKinesisInstrumentation({ pipeline: 'orders', tracerProvider, meterProvider });
  const before = instrumentation.getConfig();

  instrumentation.setConfig({ carrier: 'off', pipeline: 'returns', tracerProvider, meterProvider });
  const carried = await put();
  instrumentation.disable();

  assert.equal([before.enabled, before.pipeline], [true, 'orders']);
  assert.is(instrumentation.getConfig().pipeline, 'returns');
  assert.is(carried, undefined);
  assert.is(await sum('PutRecordSuccess', { Pipeline: 'returns' }), 1);
});

test('a wrong option or variable is told when it is made, and patches nothing', () => {
  const make = (options: object) => () => createKinesisInstrumentation(options);
  process.env.KINESIS_OTEL_CARRIER = 'pigeon';
  assert.throws(make({}), isKinesisOtelOptionError);
  delete process.env.KINESIS_OTEL_CARRIER;

  assert.throws(make({ carier: 'off' }), isKinesisOtelOptionError);
  assert.is(ownSend(), undefined);
});

test('its name and version are the package’s', () => {
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../packages/producer-sdk/package.json'), 'utf8'),
  );
  const { instrumentationName, instrumentationVersion } = createKinesisInstrumentation({ enabled: false });

  assert.equal([instrumentationName, instrumentationVersion], [manifest.name, manifest.version]);
});

test.run();
