import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createProducerMetrics } from '../../../packages/producer-sdk/src/outcome/producer-metrics.ts';
import {
  outcomeOfError,
  outcomeOfOutput,
  type PutOutcome,
} from '../../../packages/producer-sdk/src/outcome/put-outcome.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('producer-sdk / producer-metrics');

const dimensions = { Environment: 'Test', Pipeline: 'orders' };

function ended(operation: string, durationMs: number, outcome: PutOutcome) {
  return { streamName: 'orders', operation, durationMs, outcome, payloadUnits: outcome.accepted };
}

function createMetrics() {
  const telemetry = createInMemoryTelemetry();
  return { ...telemetry, ...createProducerMetrics(telemetry.meterProvider.getMeter('test')) };
}

test('a put’s duration is recorded by operation', async () => {
  const metrics = createMetrics();

  metrics.putEnded(dimensions, ended('PutRecords', 12.5, outcomeOfOutput({}, 3)));
  metrics.putEnded(dimensions, ended('PutRecord', 2, outcomeOfOutput({}, 1)));

  assert.equal(await metrics.points('PutRecordLatency'), [
    { attributes: { ...dimensions, Operation: 'PutRecords' }, sum: 12.5, count: 1 },
    { attributes: { ...dimensions, Operation: 'PutRecord' }, sum: 2, count: 1 },
  ]);
});

test('accepted, failed and throttled records are counted apart, each by its code', async () => {
  const metrics = createMetrics();
  const codes = ['ProvisionedThroughputExceededException', 'InternalFailure', 'InternalFailure', undefined];

  metrics.putEnded(
    dimensions,
    ended('PutRecords', 1, outcomeOfOutput({ Records: codes.map((ErrorCode) => ({ ErrorCode })) }, 4)),
  );

  assert.is(await metrics.sum('PutRecordSuccess', dimensions), 1);
  assert.is(await metrics.sum('PutRecordFailure', { ...dimensions, 'error.type': 'InternalFailure' }), 2);
  assert.is(await metrics.sum('PutRecordFailure'), 2);
  const throttled = { ...dimensions, 'error.type': 'ProvisionedThroughputExceededException' };
  assert.is(await metrics.sum('PutRecordThrottled', throttled), 1);
  assert.is(await metrics.sum('PutRecordThrottled'), 1);
});

test('a put without failures makes points of 0, for the alarms', async () => {
  const metrics = createMetrics();

  metrics.putEnded(dimensions, ended('PutRecord', 1, outcomeOfOutput({}, 1)));

  assert.equal(await metrics.points('PutRecordFailure'), [{ attributes: dimensions, sum: 0, count: undefined }]);
  assert.equal(await metrics.points('PutRecordThrottled'), [{ attributes: dimensions, sum: 0, count: undefined }]);
});

test('a put that failed as a whole makes a success point of 0', async () => {
  const metrics = createMetrics();

  metrics.putEnded(dimensions, ended('PutRecord', 1, outcomeOfError({ name: 'ResourceNotFoundException' }, 5)));

  assert.is(await metrics.sum('PutRecordSuccess'), 0);
  assert.is(await metrics.sum('PutRecordFailure', { 'error.type': 'ResourceNotFoundException' }), 5);
});

test('error codes beyond the twentieth are counted together', async () => {
  const metrics = createMetrics();
  const Records = Array.from({ length: 25 }, (_, index) => ({ ErrorCode: `E${index}` }));

  metrics.putEnded(dimensions, ended('PutRecords', 1, outcomeOfOutput({ Records }, 25)));

  assert.is(await metrics.sum('PutRecordFailure', { 'error.type': '_OTHER' }), 5);
});

test('stamped records are counted by outcome, and by the reason where one was left out', async () => {
  const metrics = createMetrics();
  const skipped = new Map([
    ['unknown_format', 2],
    ['record_too_large', 1],
  ] as const);

  metrics.recordsStamped(dimensions, { entries: [], carried: [], outcomes: new Map([['injected', 4]]), skipped }, 0);

  assert.equal(await metrics.points('TraceContextInjection'), [
    { attributes: { ...dimensions, outcome: 'injected' }, sum: 4, count: undefined },
    { attributes: { ...dimensions, outcome: 'skipped', reason: 'unknown_format' }, sum: 2, count: undefined },
    { attributes: { ...dimensions, outcome: 'skipped', reason: 'record_too_large' }, sum: 1, count: undefined },
  ]);
});

test('a call in which no record was stamped makes no point of stamped ones', async () => {
  const metrics = createMetrics();

  metrics.recordsStamped(
    dimensions,
    { entries: [], carried: [], outcomes: new Map(), skipped: new Map([['no_context', 1]]) },
    0,
  );

  assert.equal(
    (await metrics.points('TraceContextInjection')).map(({ attributes }) => attributes.outcome),
    ['skipped'],
  );
});

test.run();
