import { createKinesisHandler, instrumentKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber } from '../../support/kinesis-event.ts';
import { aggregateOf, lengthField, userRecord } from '../../support/protobuf-bytes.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('consumer-sdk / tumbling windows');

interface Total {
  readonly total: number;
}

const span = { start: '2024-11-22T14:50:00Z', end: '2024-11-22T14:52:00Z' };

function windowEvent(payloads: readonly (string | Uint8Array)[], state: object = { total: 10 }, isFinal = false) {
  return {
    ...buildKinesisEvent(payloads),
    window: span,
    state,
    shardId: 'shardId-000000000006',
    eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
    isFinalInvokeForWindow: isFinal,
    isWindowTerminatedEarly: false,
  };
}

function createHandler(options: KinesisHandlerOptions<number, Total> = {}, failAt = -1) {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const ended: unknown[] = [];
  const handler = createKinesisHandler<number, Total>(
    ({ data }, { window }) => {
      if (window !== undefined) window.state = { total: window.state.total + data };
      if (data === failAt) throw new Error('bad');
    },
    {
      reportBatchItemFailures: true,
      onWindowEnd: (window) => ended.push([window.state.total, window.start, window.end]),
      ...options,
      tracerProvider,
      meterProvider,
    },
  );
  return { handler, ended, sum };
}

test('the state comes from Lambda, through the records, and back', async () => {
  const { handler, ended } = createHandler();

  const response = await handler(windowEvent(['1', '2']));

  assert.equal([response, ended], [{ batchItemFailures: [], state: { total: 13 } }, []]);
});

test('where nobody listens to reports the state is returned all the same', async () => {
  const { handler } = createHandler({ reportBatchItemFailures: false });

  assert.equal(await handler(windowEvent(['1'])), { state: { total: 11 } });
});

test('what a failed record made of the state is taken back', async () => {
  const { handler } = createHandler({}, 2);

  const response = await handler(windowEvent(['1', '2', '4']));

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }], state: { total: 11 } });
});

test('of an aggregate all comes again, so all it made of the state is taken back', async () => {
  const aggregate = aggregateOf(lengthField(1, 'a'), userRecord(0, '2'), userRecord(0, '4'));
  const { handler } = createHandler({}, 4);

  const response = await handler(windowEvent(['1', aggregate, '8']));

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }], state: { total: 11 } });
});

test('a window’s batch is worked on in order, and stops, whatever the options', async () => {
  const { handler } = createHandler({ onFailure: 'continue', concurrentPartitionKeys: 4 }, 2);

  const response = await handler(windowEvent(['1', '2', '4']));

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }], state: { total: 11 } });
});

test('a window that ends is told, behind its records, under its stream', async () => {
  const { handler, ended, sum } = createHandler();

  const last = await handler(windowEvent(['1'], { total: 10 }, true));
  const empty = await handler(windowEvent([], { total: 20 }, true));

  assert.equal(ended, [
    [11, span.start, span.end],
    [20, span.start, span.end],
  ]);
  assert.equal([last?.state, empty], [{ total: 11 }, { batchItemFailures: [], state: { total: 20 } }]);
  assert.is(await sum('BatchSize', { Pipeline: 'orders' }), 1);
});

test('a window does not end before its failed records have come again', async () => {
  const { handler, ended } = createHandler({}, 1);

  await handler(windowEvent(['1'], { total: 10 }, true));

  assert.equal(ended, []);
});

test('an end that fails fails the invocation', async () => {
  const error = new Error('no table');
  const { handler } = createHandler({ onWindowEnd: () => Promise.reject(error) });

  assert.is(await rejects(handler(windowEvent([], {}, true))), error);
});

test('a batch handler’s state passes through, and a response without one failed the batch', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const answers = [{ state: { total: 1 } }, undefined];
  const handler = instrumentKinesisHandler(async (_event: object) => answers.shift(), {
    tracerProvider,
    meterProvider,
  });

  const response = await handler(windowEvent(['1']));
  await handler(windowEvent(['1']));

  assert.equal(response, { state: { total: 1 } });
  assert.is(await sum('RecordProcessingSuccess'), 1);
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'MissingState' }), 1);
});

test('a mapping without windows has none', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const windows: unknown[] = [];

  const options = { tracerProvider, meterProvider };
  const response = await createKinesisHandler(
    (_, { window }) => windows.push(window),
    options,
  )(buildKinesisEvent(['1']));

  assert.equal([windows, response], [[undefined], undefined]);
});

test.run();
