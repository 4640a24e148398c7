import { createKinesisHandler, type KinesisHandlerOptions, type OnRecord } from '@kinesis-otel/consumer-sdk';
import { SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / create-kinesis-handler, a failed record');

test.before.each(() => {
  delete process.env.KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES;
});

const event = buildKinesisEvent(
  ['{"n":0}', '{"n":1}', '{"n":2}', '{"n":3}'].map((text, index) => stampJson(text, numberedCarrier(index + 1, 1))),
);
const error = new TypeError('bad field');
const partial = { reportBatchItemFailures: true };

/** A handler whose third record fails. */
function createHandler(options: KinesisHandlerOptions = {}, fail: () => unknown = () => Promise.reject(error)) {
  const { tracerProvider, meterProvider, spans, sum, points } = createInMemoryTelemetry();
  const done: number[] = [];
  const onRecord: OnRecord<{ n: number }> = ({ data: { n } }) => {
    done.push(n);
    return n === 2 ? fail() : undefined;
  };
  return {
    handler: createKinesisHandler(onRecord, { ...options, tracerProvider, meterProvider }),
    done,
    spans,
    sum,
    points,
  };
}

async function states(sum: (metric: string) => Promise<number | undefined>) {
  const metrics = ['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure'];
  return Promise.all(metrics.map(sum));
}

test('stops at the failed record, and reports it, where Lambda listens', async () => {
  const { handler, done } = createHandler(partial);

  const response = await handler(event);

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(2) }] });
  assert.equal(done, [0, 1, 2]);
});

test('counts each record once: two done, one failed, one not attempted', async () => {
  const { handler, sum } = createHandler(partial);

  await handler(event);

  assert.equal(await states(sum), [2, 0, 1]);
  assert.is(await sum('RecordProcessingFailure'), 1);
});

test('the variable says that Lambda listens as well as the option', async () => {
  process.env.KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES = 'true';
  const { handler } = createHandler();

  const response = await handler(event);

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(2) }] });
});

test('stops at the failed record, and throws its very error, where Lambda does not listen', async () => {
  const { handler, done } = createHandler();

  const rejected = await rejects(handler(event));

  assert.is(rejected, error);
  assert.equal(done, [0, 1, 2]);
});

test('counts what was done as replayed, where the whole batch comes again', async () => {
  const { handler, sum, points } = createHandler();

  await rejects(handler(event));

  assert.equal(await states(sum), [0, 2, 1]);
  assert.equal(await points('RecordProcessingLatency'), []);
});

test('answers with an empty report, or nothing, where all went well', async () => {
  const noFailure = () => undefined;

  const responses = [
    await createHandler(partial, noFailure).handler(event),
    await createHandler({}, noFailure).handler(event),
  ];

  assert.equal(responses, [{ batchItemFailures: [] }, undefined]);
});

const throwAtOnce = () => {
  throw error;
};

for (const [what, fail, thrown] of [
  ['throws at once', throwAtOnce, error],
  ['rejects', () => Promise.reject(error), error],
  ['rejects with undefined', () => Promise.reject(undefined), undefined],
] as const) {
  test(`work that ${what} is a failure of its record`, async () => {
    const { handler, sum } = createHandler({}, fail);

    const rejected = await rejects(handler(event));

    assert.is(rejected, thrown);
    assert.is(await sum('RecordProcessingFailure'), 1);
  });
}

test('the failure is counted by its type, and its span and the batch’s are errors', async () => {
  const { handler, spans, sum } = createHandler(partial);

  await handler(event);

  const [, , failed, batch] = spans();
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'TypeError' }), 1);
  assert.equal(failed?.status, { code: SpanStatusCode.ERROR, message: 'bad field' });
  assert.is(failed?.attributes['error.type'], 'TypeError');
  assert.equal(batch?.status, {
    code: SpanStatusCode.ERROR,
    message: '1 of the batch’s records failed'.replace('’', "'"),
  });
  assert.is(batch?.attributes['error.type'], 'TypeError');
  assert.equal(
    spans()
      .slice(0, 2)
      .map(({ status }) => status.code),
    [SpanStatusCode.UNSET, SpanStatusCode.UNSET],
  );
});

test('a payload that is not JSON is a failure of that record, and the function is not called for it', async () => {
  const { handler, done, sum } = createHandler(partial);
  const poisoned = buildKinesisEvent([stampJson('{"n":0}'), 'not JSON', stampJson('{"n":1}')]);

  const response = await handler(poisoned);

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
  assert.equal(done, [0]);
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'UndecodableRecord' }), 1);
});

test.run();
