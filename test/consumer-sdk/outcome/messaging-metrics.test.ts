import {
  type ConsumerOptions,
  createKinesisHandler,
  instrumentKinesisHandler,
  kinesisOtelViews,
  withRecordSpan,
} from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('consumer-sdk / messaging-metrics');

test.after.each(() => td.reset());

const common = {
  ...{ Environment: 'Test', Pipeline: 'shop' },
  'messaging.system': 'aws_kinesis',
  'messaging.operation.name': 'process',
  'messaging.destination.name': 'orders',
};
const durationName = 'messaging.process.duration';
const consumedName = 'messaging.client.consumed.messages';
/** A delivery of three records; each is an event of its own. */
const deliver = () =>
  buildKinesisEvent([{ data: { id: 1 } }, { data: { id: 2 } }, { data: { id: 3 } }], { streamName: 'orders' });

class Refused extends Error {
  override readonly name = 'Refused';
}

function createTelemetry(options: ConsumerOptions = { semconvMetrics: true }) {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  return {
    ...telemetry,
    options: { tracerProvider, meterProvider, environment: 'Test', pipeline: 'shop', ...options },
  };
}

/** A clock that only moves when it is told to, in milliseconds. */
function stopClock(): { readonly pass: (ms: number) => void } {
  let now = 1_000;
  td.replace(performance, 'now', () => now);
  return {
    pass(ms) {
      now += ms;
    },
  };
}

test('record by record, each is an operation of its own, and those that fail have the type of their error', async () => {
  const { options, points } = createTelemetry();
  const { pass } = stopClock();
  const onRecord = ({ data: { id } }: { readonly data: { id: number } }) => {
    pass(id * 100);
    if (id === 2) throw new Refused();
  };
  const handler = createKinesisHandler<{ id: number }>(onRecord, {
    ...options,
    ...{ reportBatchItemFailures: true, onFailure: 'continue', concurrentPartitionKeys: 1 },
  });

  await handler(deliver());

  assert.equal(await points(durationName), [
    { attributes: common, sum: 0.4, count: 2 },
    { attributes: { ...common, 'error.type': 'Refused' }, sum: 0.2, count: 1 },
  ]);
  assert.equal(await points(consumedName), [
    { attributes: common, sum: 2, count: undefined },
    { attributes: { ...common, 'error.type': 'Refused' }, sum: 1, count: undefined },
  ]);
});

test('a handler of the whole batch is one operation, as long as its batch span', async () => {
  const { options, points, batchSpan } = createTelemetry();
  const { pass } = stopClock();

  await instrumentKinesisHandler(async (_event: object) => pass(250), options)(deliver());

  assert.equal(await points(durationName), [{ attributes: common, sum: 0.25, count: 1 }]);
  assert.equal(await points(consumedName), [{ attributes: common, sum: 3, count: undefined }]);
  assert.equal(batchSpan()?.duration, [0, 250_000_000]);
});

test('a batch whose handler throws, or reports a failure, is an operation that failed', async () => {
  const { options, points } = createTelemetry({ semconvMetrics: true, reportBatchItemFailures: true });
  const throwing = instrumentKinesisHandler(async (_event: object) => {
    throw new Refused();
  }, options);
  const reporting = instrumentKinesisHandler(
    async ({ Records: [first] }: ReturnType<typeof deliver>) => ({
      batchItemFailures: [{ itemIdentifier: first?.kinesis.sequenceNumber }],
    }),
    options,
  );

  await rejects(Promise.resolve(throwing(deliver())));
  await reporting(deliver());

  const types = async (metric: string) =>
    (await points(metric)).map(({ attributes, count, sum }) => [attributes['error.type'], count ?? sum]);
  assert.equal(await types(durationName), [
    ['Refused', 1],
    ['_OTHER', 1],
  ]);
  assert.equal(await types(consumedName), [
    ['Refused', 3],
    ['_OTHER', 1],
    [undefined, 2],
  ]);
});

test('the last event of a tumbling window has no records, and is an operation all the same', async () => {
  const { options, points } = createTelemetry();
  const handler = instrumentKinesisHandler(async (_event: object) => {
    throw new Refused();
  }, options);
  const eventSourceARN = deliver().Records[0]?.eventSourceARN;

  await rejects(Promise.resolve(handler({ Records: [], eventSourceARN, isFinalInvokeForWindow: true })));

  const [operation] = await points(durationName);
  assert.equal([operation?.count, operation?.attributes], [1, { ...common, 'error.type': 'Refused' }]);
  assert.equal(await points(consumedName), []);
});

test('records with work of their own in a handler of the whole batch are operations, and the batch is not', async () => {
  const { options, points } = createTelemetry();
  const { pass } = stopClock();
  const handler = instrumentKinesisHandler(async ({ Records }: ReturnType<typeof deliver>) => {
    for (const record of Records) await withRecordSpan(record, () => pass(10));
  }, options);

  await handler(deliver());

  const [operation] = await points(durationName);
  assert.is(operation?.count, 3);
});

test('every user record of an aggregate is a message', async () => {
  const { options, sum } = createTelemetry();
  const aggregated = buildKinesisEvent([{ aggregate: [{ id: 1 }, { id: 2 }] }], { streamName: 'orders' });

  await createKinesisHandler(() => undefined, options)(aggregated);

  assert.is(await sum(consumedName), 2);
});

for (const [what, options, variable, expected] of [
  ['left out', {}, undefined, undefined],
  ['left out, the variable 1', {}, '1', 3],
  ['left out, the variable true', {}, 'true', 3],
  ['false, the variable true', { semconvMetrics: false }, 'true', undefined],
] as const) {
  test(`with the option ${what} there are ${expected ?? 'no'} messages`, async () => {
    if (variable !== undefined) process.env.KINESIS_OTEL_SEMCONV_METRICS = variable;
    const telemetry = createTelemetry(options);
    const handler = createKinesisHandler(() => undefined, telemetry.options);
    delete process.env.KINESIS_OTEL_SEMCONV_METRICS;

    await handler(deliver());

    assert.is(await telemetry.sum(consumedName), expected);
    assert.is(await telemetry.sum('RecordProcessingSuccess'), 3);
  });
}

for (const [version, sdk] of [
  ['2.x', sdk2 as unknown as typeof sdk3],
  ['3.x', sdk3],
] as const) {
  test(`on SDK ${version}, beside our views, the duration has the buckets of the conventions`, async () => {
    const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.DELTA);
    const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meterProvider = new sdk.MeterProvider({ readers: [reader], views: [...kinesisOtelViews] });
    const { options } = createTelemetry({ semconvMetrics: true, meterProvider });

    await createKinesisHandler(() => undefined, options)(deliver());

    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
    const duration = metrics.find(({ descriptor }) => descriptor.name === durationName);
    const value = duration?.dataPoints[0]?.value as { buckets?: { boundaries: number[] } } | undefined;
    const boundaries = value?.buckets?.boundaries ?? [];
    assert.equal([duration?.descriptor.unit, boundaries.length], ['s', 14]);
    assert.equal([boundaries[0], boundaries.at(-1)], [0.005, 10]);
  });
}

test.run();
