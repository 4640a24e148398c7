import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as own from '@kinesis-otel/consumer-sdk';
import { kplFormat } from '@kinesis-otel/contract';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, sequenceNumber, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { aggregateOf, lengthField, userRecord } from '../support/protobuf-bytes.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / wrapped twice');

type Sdk = typeof own;

const path = await bundleLibrary({ entry: 'consumer-sdk/src/index' });
const copy: Sdk = createRequire(import.meta.url)(path);
rmSync(dirname(path), { recursive: true });

const event = buildKinesisEvent([
  stampJson('{"n":0}', numberedCarrier(1, 1)),
  stampJson('{"n":1}', numberedCarrier(2, 1)),
  stampJson('{"n":2}', numberedCarrier(3, 1)),
]);

function createTelemetry() {
  const telemetry = createInMemoryTelemetry();
  let flushes = 0;
  const meterProvider = {
    getMeter: telemetry.meterProvider.getMeter.bind(telemetry.meterProvider),
    forceFlush: async () => void flushes++,
  };
  const options = { ...atAnyAge, tracerProvider: telemetry.tracerProvider, meterProvider };
  const counts = () =>
    Promise.all(
      ['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure', 'BatchSize'].map((each) =>
        telemetry.sum(each),
      ),
    );
  return { ...telemetry, options, flushes: () => flushes, counts };
}

const pairs: readonly (readonly [what: string, outer: Sdk, inner: Sdk])[] = [
  ['one copy', own, own],
  ['an ESM copy around a CommonJS one', own, copy],
  ['a CommonJS copy around an ESM one', copy, own],
];

for (const [what, outer, inner] of pairs) {
  test(`${what}: a batch handler in a batch handler is measured, linked and flushed once`, async () => {
    const [outside, inside] = [createTelemetry(), createTelemetry()];
    let seen: unknown;
    const handle = async (given: WireKinesisEvent) => {
      seen = given;
    };
    const handler = outer.instrumentKinesisHandler(
      inner.instrumentKinesisHandler(handle, inside.options),
      outside.options,
    );

    await handler(event);

    assert.equal(seen, buildKinesisEvent(['{"n":0}', '{"n":1}', '{"n":2}']));
    assert.equal(await outside.counts(), [3, 0, 0, 3]);
    assert.equal([outside.spans().length, inside.spans().length, outside.flushes(), inside.flushes()], [5, 0, 1, 0]);
    assert.is(await inside.sum('BatchSize'), undefined);
  });

  test(`${what}: a record handler in a batch handler keeps its records’ own spans, times and outcomes`, async () => {
    const [outside, inside] = [createTelemetry(), createTelemetry()];
    const traces: unknown[] = [];
    const record = inner.createKinesisHandler<{ n: number }>(
      async ({ data }) => {
        await new Promise((resolve) => setImmediate(resolve));
        traces.push(trace.getActiveSpan()?.spanContext().traceId.at(-1));
        if (data.n === 1) throw new TypeError('bad');
      },
      { ...inside.options, reportBatchItemFailures: true },
    );
    const handler = outer.instrumentKinesisHandler(record, outside.options);

    const response = await handler(event);

    assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
    assert.equal(traces, ['1', '2']);
    assert.equal(await outside.counts(), [1, 0, 1, 3]);
    assert.equal((await outside.points('RecordHandlerDuration'))[0]?.count, 2);
    assert.is(await outside.sum('RecordProcessingFailure', { 'error.type': 'TypeError' }), 1);
    assert.equal([outside.spans().length, inside.spans().length, outside.flushes(), inside.flushes()], [4, 0, 1, 0]);
    assert.not(outside.spans().some(({ attributes }) => 'kinesis_otel.span_source' in attributes));
  });
}

test('the user records of an aggregate keep their own traces inside another handler', async () => {
  const outside = createTelemetry();
  const traces: unknown[] = [];
  const aggregate = kplFormat.write(
    aggregateOf(lengthField(1, 'a'), userRecord(0, '{"n":1}'), userRecord(0, '{"n":2}')),
    numberedCarrier(7, 1),
  );
  const record = copy.createKinesisHandler(({ subSequenceNumber }) => {
    traces.push([subSequenceNumber, trace.getActiveSpan()?.spanContext().traceId.at(-1)]);
  });

  await own.instrumentKinesisHandler(record, outside.options)(buildKinesisEvent([aggregate ?? '', '{}']));

  assert.equal(traces.slice(0, 2), [
    [0, '7'],
    [1, '7'],
  ]);
  assert.equal(await outside.counts(), [3, 0, 0, 2]);
  assert.is((await outside.points('RecordHandlerDuration'))[0]?.count, 3);
});

test('a record handler that throws inside tells the outer one what was done', async () => {
  const outside = createTelemetry();
  const record = copy.createKinesisHandler<{ n: number }>(({ data }) => {
    if (data.n === 1) throw new TypeError('bad');
  });

  await rejects(own.instrumentKinesisHandler(record, outside.options)(event));

  assert.equal(await outside.counts(), [0, 1, 1, 3]);
});

test('an inner handler that knows of the mapping’s reports tells the outer one', async () => {
  const outside = createTelemetry();
  const response = { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] };
  const inner = own.instrumentKinesisHandler(async (_event: object) => response, { reportBatchItemFailures: true });

  await own.instrumentKinesisHandler(inner, outside.options)(event);

  assert.equal(await outside.counts(), [1, 1, 1, 3]);
});

test('two handlers on two events at once do not take each other’s', async () => {
  const outside = createTelemetry();
  const record = copy.createKinesisHandler<{ n: number }>(() => new Promise((resolve) => setImmediate(resolve)));
  const handler = own.instrumentKinesisHandler(record, outside.options);
  const other = buildKinesisEvent(['{"n":7}'], { streamName: 'returns' });

  await Promise.all([handler(event), handler(other)]);

  assert.is(await outside.sum('RecordProcessingSuccess', { Pipeline: 'orders' }), 3);
  assert.is(await outside.sum('RecordProcessingSuccess', { Pipeline: 'returns' }), 1);
});

test('an event that a handler makes for another one is a batch of its own', async () => {
  const [outside, inside] = [createTelemetry(), createTelemetry()];
  const made = buildKinesisEvent(['{"n":7}'], { streamName: 'returns' });
  for (const { kinesis } of made.Records) kinesis.sequenceNumber = `9${kinesis.sequenceNumber}`;
  const second = own.createKinesisHandler(() => undefined, inside.options);
  const handler = own.instrumentKinesisHandler(async (_event: object) => void (await second(made)), outside.options);

  await handler(event);

  assert.equal([await outside.sum('BatchSize'), await inside.sum('BatchSize')], [3, 1]);
});

test('an event that comes again once its invocation is over is an invocation of its own', async () => {
  const plain = buildKinesisEvent(['{"n":0}', '{"n":1}']);
  const { options, spans, sum } = createTelemetry();
  const handler = own.instrumentKinesisHandler(async (_event: object) => undefined, options);

  await handler(plain);
  await handler(plain);

  assert.equal([await sum('RecordProcessingSuccess'), spans().length], [4, 8]);
});

test('without a context manager the event leads to the invocation', async () => {
  const [outside, inside] = [createTelemetry(), createTelemetry()];
  context.disable();
  try {
    const record = copy.createKinesisHandler(() => undefined, inside.options);
    await own.instrumentKinesisHandler(record, outside.options)(event);
  } finally {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  }

  assert.equal(await outside.counts(), [3, 0, 0, 3]);
  assert.is(await inside.sum('BatchSize'), undefined);
});

test.run();
