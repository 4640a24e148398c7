import { boundErrorTypes } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createWriteMetrics } from '../../../packages/consumer-sdk/src/downstream/write-metrics.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('consumer-sdk / write-metrics');

const dimensions = { Environment: 'Test', Pipeline: 'orders', 'faas.instance': 'log-stream' };
const target = 'DynamoDB/orders';
const attributes = { ...dimensions, Target: target };

function createMetrics() {
  const telemetry = createInMemoryTelemetry();
  return { ...telemetry, ...createWriteMetrics(telemetry.meterProvider.getMeter('test'), boundErrorTypes()) };
}

test('a write that went well has a latency, a success, and a failure point of 0', async () => {
  const { writeEnded, points } = createMetrics();

  writeEnded({ dimensions, target, durationMs: 12.5 });

  assert.equal(await points('DownstreamWriteLatency'), [{ attributes, sum: 12.5, count: 1 }]);
  assert.equal(await points('DownstreamWriteSuccess'), [{ attributes, sum: 1, count: undefined }]);
  assert.equal(await points('DownstreamWriteFailure'), [{ attributes, sum: 0, count: undefined }]);
});

test('a write that failed has a latency, a failure by its type, and a success point of 0', async () => {
  const { writeEnded, points } = createMetrics();

  writeEnded({ dimensions, target, durationMs: 3, failure: { error: new TypeError('x') } });

  assert.equal(await points('DownstreamWriteLatency'), [{ attributes, sum: 3, count: 1 }]);
  assert.equal(await points('DownstreamWriteSuccess'), [{ attributes, sum: 0, count: undefined }]);
  assert.equal(await points('DownstreamWriteFailure'), [
    { attributes: { ...attributes, 'error.type': 'TypeError' }, sum: 1, count: undefined },
  ]);
});

test('a write that failed with undefined has failed', async () => {
  const { writeEnded, sum } = createMetrics();

  writeEnded({ dimensions, target, durationMs: 3, failure: { error: undefined } });

  assert.is(await sum('DownstreamWriteFailure', { 'error.type': '_OTHER' }), 1);
});

test.run();
