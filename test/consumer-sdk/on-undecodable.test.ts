import { gzipSync } from 'node:zlib';
import { createKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / onUndecodable');

const event = buildKinesisEvent([stampJson('{"n":0}'), 'poison', '{"n":2}']);

function createHandler(onUndecodable: KinesisHandlerOptions['onUndecodable'], options: KinesisHandlerOptions = {}) {
  const { tracerProvider, meterProvider, batchSpan, sum } = createInMemoryTelemetry();
  const done: number[] = [];
  const handler = createKinesisHandler<{ n: number }>(({ data }) => void done.push(data.n), {
    reportBatchItemFailures: true,
    ...options,
    ...(onUndecodable === undefined ? {} : { onUndecodable }),
    tracerProvider,
    meterProvider,
  });
  const counts = () =>
    Promise.all(['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure'].map((each) => sum(each)));
  return { handler, done, batchSpan, counts };
}

test('a function gets the bytes and the error, and the record does not come again', async () => {
  const seen: unknown[] = [];
  const { handler, done } = createHandler(async ({ data, sequenceNumber: id }, error) => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push([data, id, error.name]);
  });

  const response = await handler(event);

  assert.equal(seen, [[Buffer.from('poison'), sequenceNumber(1), 'UndecodableRecord']]);
  assert.equal([response, done], [{ batchItemFailures: [] }, [0, 2]]);
});

for (const [maxInflatedBytes, undecodable] of [
  [undefined, 0],
  [8, 0],
  [7, 1],
  [0, 1],
] as const) {
  test(`with maxInflatedBytes ${maxInflatedBytes ?? 'left out'} a gzip payload of 8 bytes is ${undecodable ? 'not ' : ''}decoded`, async () => {
    let failures = 0;
    const options = maxInflatedBytes === undefined ? {} : { maxInflatedBytes };
    const { handler, done } = createHandler(() => void failures++, options);

    await handler(buildKinesisEvent([gzipSync('{"n": 5}')]));

    assert.equal([done, failures], [undecodable ? [] : [5], undecodable]);
  });
}

test('by default a gzip payload may inflate to 16 MiB', async () => {
  const inflating = (bytes: number) => gzipSync(`{"n":1${' '.repeat(bytes - 7)}}`);
  let failures = 0;
  const { handler, done } = createHandler(() => void failures++);

  await handler(buildKinesisEvent([inflating(16 * 2 ** 20), inflating(16 * 2 ** 20 + 1)]));

  assert.equal([done, failures], [[1], 1]);
});

test('the record counts as a failure all the same, and its batch says so', async () => {
  const { handler, counts, batchSpan } = createHandler(() => undefined);

  await handler(event);

  assert.equal(await counts(), [2, 0, 1]);
  assert.is(batchSpan()?.attributes['error.type'], 'UndecodableRecord');
});

test('where nobody listens to reports the batch succeeds, and the record is not lost to the function', async () => {
  const { handler, done } = createHandler(() => undefined, { reportBatchItemFailures: false });

  const response = await handler(event);

  assert.equal([response, done], [undefined, [0, 2]]);
});

test('a function that throws makes it a failure of its own error', async () => {
  const error = new Error('no room in quarantine');
  const fail = () => Promise.reject(error);

  const rejected = await rejects(createHandler(fail, { reportBatchItemFailures: false }).handler(event));
  const { handler, done } = createHandler(fail);
  const response = await handler(event);

  assert.is(rejected, error);
  assert.equal([response, done], [{ batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] }, [0]]);
});

for (const onUndecodable of ['fail', undefined] as const) {
  test(`${onUndecodable ?? 'by default'} it is a failure like any other`, async () => {
    const { handler, done, counts } = createHandler(onUndecodable);

    const response = await handler(event);

    assert.equal([response, done], [{ batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] }, [0]]);
    assert.equal(await counts(), [1, 0, 1]);
  });
}

test('a failure of the user’s own work is none of its business', async () => {
  let calls = 0;
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const handler = createKinesisHandler(() => Promise.reject(new Error('bad')), {
    onUndecodable: () => void calls++,
    tracerProvider,
    meterProvider,
  });

  await rejects(handler(event));

  assert.is(calls, 0);
});

test.run();
