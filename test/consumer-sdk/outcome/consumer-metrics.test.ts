import { boundErrorTypes } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { histogramsOfMeter } from '../../../packages/consumer-sdk/src/histograms/histogram-source.ts';
import type { RecordOutcome } from '../../../packages/consumer-sdk/src/outcome/batch-outcome.ts';
import {
  createConsumerMetrics,
  type MeasuredBatch,
} from '../../../packages/consumer-sdk/src/outcome/consumer-metrics.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { arrivedAtMs } from '../../support/kinesis-event.ts';
import { receivedRecords } from '../../support/received-records.ts';
import { stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / consumer-metrics');

const dimensions = { Environment: 'Test', Pipeline: 'orders', 'faas.instance': 'log-stream' };
const payloads = [stampJson('{"a":1}'), stampJson('{"b":2}'), Buffer.from('text'), stampJson('{}').subarray(0, 60)];
const records = receivedRecords(payloads);
const batch = { streamName: 'orders', records: records.map(({ source }) => source), dataBytes: 321 };

function createMetrics() {
  const telemetry = createInMemoryTelemetry();
  const meter = telemetry.meterProvider.getMeter('test');
  return { ...telemetry, ...createConsumerMetrics(meter, histogramsOfMeter(meter), boundErrorTypes()) };
}

function outcomesOf(...states: readonly (readonly [state: RecordOutcome['state'], error?: unknown])[]) {
  return records.map((record, index) => {
    const [state, error] = states[index] ?? (['success'] as const);
    return { record, state, endedAtMs: arrivedAtMs + 200, durationMs: undefined, error };
  });
}

function batchOf(outcomes: readonly RecordOutcome[], dropped = { spansDropped: 0, linksDropped: 0 }): MeasuredBatch {
  const times = { invokedAtMs: arrivedAtMs + 100, durationMs: 100, hasTimedOut: false, handlerErrorType: undefined };
  return { dimensions, ...times, batch, records, outcomes, ...dropped };
}

test('the size of a batch is its records, and its data’s bytes', async () => {
  const { batchEnded, points } = createMetrics();

  batchEnded(batchOf(outcomesOf()));

  assert.equal(await points('BatchSize'), [{ attributes: dimensions, sum: 4, count: 1 }]);
  assert.equal(await points('BatchBytes'), [{ attributes: dimensions, sum: 321, count: 1 }]);
});

test('an empty batch has a size of 0', async () => {
  const { batchEnded, points } = createMetrics();

  batchEnded({ ...batchOf([]), batch: { ...batch, records: [], dataBytes: 0 }, records: [] });

  assert.equal(await points('BatchSize'), [{ attributes: dimensions, sum: 0, count: 1 }]);
  assert.equal(await points('BatchBytes'), [{ attributes: dimensions, sum: 0, count: 1 }]);
  assert.equal(await points('TraceContextExtraction'), []);
});

test('records are counted by how their context was found', async () => {
  const { batchEnded, points } = createMetrics();

  batchEnded(batchOf(outcomesOf()));

  assert.equal(
    (await points('TraceContextExtraction', dimensions)).map(({ attributes, sum }) => [attributes.outcome, sum]),
    [
      ['extracted', 2],
      ['missing', 1],
      ['invalid', 1],
    ],
  );
});

test('each record is counted once, under what became of it', async () => {
  const { batchEnded, sum, points } = createMetrics();

  batchEnded(batchOf(outcomesOf(['success'], ['replayed'], ['failure', new TypeError('x')], ['not attempted'])));

  assert.equal(await points('RecordProcessingSuccess'), [{ attributes: dimensions, sum: 1, count: undefined }]);
  assert.equal(await points('RecordsReplayed'), [{ attributes: dimensions, sum: 1, count: undefined }]);
  assert.is(await sum('RecordProcessingFailure'), 1);
  assert.is(await sum('RecordProcessingFailure', { ...dimensions, 'error.type': 'TypeError' }), 1);
});

test('a batch in which all went well makes points of 0, for the alarms', async () => {
  const { batchEnded, points } = createMetrics();

  batchEnded(batchOf(outcomesOf()));

  const metrics = ['RecordProcessingFailure', 'RecordsReplayed', 'SpansDropped', 'LinksDropped'];
  for (const metric of [...metrics, 'ClockSkewClamped', 'FlushTimeouts', 'FlushFailures', 'HandlerTimeouts']) {
    assert.equal(await points(metric), [{ attributes: dimensions, sum: 0, count: undefined }], metric);
  }
});

test('spans and links that were left out are counted', async () => {
  const { batchEnded, sum } = createMetrics();

  batchEnded(batchOf(outcomesOf(), { spansDropped: 3, linksDropped: 2 }));

  assert.equal([await sum('SpansDropped', dimensions), await sum('LinksDropped', dimensions)], [3, 2]);
});

for (const [result, metric, outcome] of [
  ['timed out', 'FlushTimeouts', 'timed_out'],
  ['backing off', 'FlushTimeouts', 'backing_off'],
  ['failed', 'FlushFailures', 'failed'],
] as const) {
  test(`telemetry that had not left, because its flush is ${result}, is counted as ${metric}`, async () => {
    const { notFlushed, points } = createMetrics();

    notFlushed(result, dimensions);

    assert.equal(await points(metric), [{ attributes: { ...dimensions, outcome }, sum: 1, count: undefined }]);
  });
}

test('a record set aside is a failure', async () => {
  const { batchEnded, sum } = createMetrics();

  batchEnded(batchOf(outcomesOf(['set aside', new TypeError('x')])));

  assert.equal([await sum('RecordProcessingFailure'), await sum('RecordProcessingSuccess')], [1, 3]);
});

test('a handler that ran out of time is counted', async () => {
  const { batchEnded, sum } = createMetrics();

  batchEnded({ ...batchOf(outcomesOf()), hasTimedOut: true });

  assert.is(await sum('HandlerTimeouts', dimensions), 1);
});

test.run();
