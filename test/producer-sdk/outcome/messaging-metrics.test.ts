import { PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, kinesisOtelViews, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import { createNoopMeter, type MeterProvider } from '@opentelemetry/api';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('producer-sdk / messaging-metrics');

const dimensions = { Environment: 'Test', Pipeline: 'shop' };
const common = {
  ...dimensions,
  'messaging.system': 'aws_kinesis',
  'messaging.operation.name': 'send',
  'messaging.destination.name': 'orders',
};
const entry = { Data: '{"a":1}', PartitionKey: 'k' };
const throttled = 'ProvisionedThroughputExceededException';

function createPut(answer?: (input: unknown) => unknown, options: ProducerOptions = { semconvMetrics: true }) {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const own = { tracerProvider, meterProvider, environment: 'Test', pipeline: 'shop' };
  const client = instrumentKinesisClient(createFakeAwsClient(answer), { ...own, ...options });
  const Records = [entry, entry, entry];
  return {
    ...telemetry,
    putAll: async () => client.send(new PutRecordsCommand({ StreamName: 'orders', Records: Records as never })),
    putOne: async () => client.send(new PutRecordCommand({ StreamName: 'orders', ...entry } as never)),
  };
}

test('a put is one operation, and every record of it a message', async () => {
  const { putAll, putOne, points } = createPut();

  await putAll();
  await putOne();

  const [operation, ...others] = await points('messaging.client.operation.duration');
  assert.equal([operation?.count, others], [2, []]);
  assert.equal(operation?.attributes, { ...common, 'messaging.operation.type': 'send' });
  assert.equal(await points('messaging.client.sent.messages'), [{ attributes: common, sum: 4, count: undefined }]);
});

test('an operation lasts as long as PutRecordLatency says, in seconds', async () => {
  const { putAll, sum } = createPut();

  await putAll();

  const seconds = await sum('messaging.client.operation.duration');
  assert.is(seconds, Number(await sum('PutRecordLatency')) / 1_000);
});

test('messages that were rejected are told by their code, and the operation by the first of them', async () => {
  const codes = [undefined, throttled, 'InternalFailure'];
  const { putAll, points, spans } = createPut(() => ({ Records: codes.map((ErrorCode) => ({ ErrorCode })) }));

  await putAll();

  assert.equal(await points('messaging.client.sent.messages'), [
    { attributes: common, sum: 1, count: undefined },
    { attributes: { ...common, 'error.type': throttled }, sum: 1, count: undefined },
    { attributes: { ...common, 'error.type': 'InternalFailure' }, sum: 1, count: undefined },
  ]);
  const [operation] = await points('messaging.client.operation.duration');
  assert.equal([operation?.attributes['error.type'], spans()[0]?.attributes['error.type']], [throttled, throttled]);
});

test('a call that failed sent all its messages in vain', async () => {
  const { putAll, points } = createPut(() => Promise.reject(Object.assign(new Error('no'), { name: 'Refused' })));

  await rejects(putAll());

  const attributes = { ...common, 'error.type': 'Refused' };
  assert.equal(await points('messaging.client.sent.messages'), [{ attributes, sum: 3, count: undefined }]);
});

for (const [what, options, variable, expected] of [
  ['left out', {}, undefined, undefined],
  ['left out, the variable 1', {}, '1', 3],
  ['left out, the variable true', {}, 'true', 3],
  ['false, the variable true', { semconvMetrics: false }, 'true', undefined],
] as const) {
  test(`with the option ${what} there are ${expected ?? 'no'} messages`, async () => {
    if (variable !== undefined) process.env.KINESIS_OTEL_SEMCONV_METRICS = variable;
    const { putAll, sum } = createPut(undefined, options);
    delete process.env.KINESIS_OTEL_SEMCONV_METRICS;

    await putAll();

    assert.is(await sum('messaging.client.sent.messages'), expected);
    assert.is(await sum('PutRecordSuccess'), 3);
  });
}

test('where it is off no instrument is made', async () => {
  const made = (semconvMetrics: boolean) => {
    const names: string[] = [];
    const noop = createNoopMeter();
    const note = (name: string) => void names.push(name);
    const meter = {
      ...{ createCounter: (name: string) => note(name) ?? noop.createCounter(name) },
      ...{ createHistogram: (name: string) => note(name) ?? noop.createHistogram(name) },
    };
    const meterProvider = { getMeter: () => meter } as unknown as MeterProvider;
    return { names, ...createPut(undefined, { semconvMetrics, meterProvider }) };
  };
  const [off, on] = [made(false), made(true)];

  await Promise.all([off.putAll(), on.putAll()]);

  assert.equal(
    on.names.filter((name) => !off.names.includes(name)),
    ['messaging.client.operation.duration', 'messaging.client.sent.messages'],
  );
});

for (const [version, sdk] of [
  ['2.x', sdk2 as unknown as typeof sdk3],
  ['3.x', sdk3],
] as const) {
  test(`on SDK ${version}, beside our views, the duration has the buckets of the conventions`, async () => {
    const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.DELTA);
    const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meterProvider = new sdk.MeterProvider({ readers: [reader], views: [...kinesisOtelViews] });
    const { putAll } = createPut(undefined, { semconvMetrics: true, meterProvider });

    await putAll();
    await meterProvider.forceFlush();

    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    const duration = metrics.find(({ descriptor }) => descriptor.name === 'messaging.client.operation.duration');
    const value = duration?.dataPoints[0]?.value as { buckets?: { boundaries: number[] } } | undefined;
    const boundaries = value?.buckets?.boundaries ?? [];
    assert.equal([duration?.descriptor.unit, boundaries.length], ['s', 14]);
    assert.equal([boundaries[0], boundaries.at(-1)], [0.005, 10]);
  });
}

test.run();
