import {
  batchBytes,
  batchSize,
  instrumentOptions,
  maxMemoryUsed,
  memoryUtilization,
  recordProcessingLatency,
  recordProcessingSuccess,
} from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / instrument-options');

test('a counter has a unit and a description and no buckets', () => {
  const options = instrumentOptions(recordProcessingSuccess);

  assert.equal(options, { unit: '{record}', description: recordProcessingSuccess.description });
});

const dayMs = 24 * 60 * 60 * 1_000;

for (const [metric, unit, last] of [
  [recordProcessingLatency, 'ms', dayMs],
  [batchSize, '{record}', 10_000],
  [batchBytes, 'By', 6 * 1_024 * 1_024],
  [maxMemoryUsed, 'By', 10_240 * 1_024 * 1_024],
] as const) {
  test(`${metric.name} has its unit and advises rising buckets up to ${last} ${unit}`, () => {
    const { advice, ...options } = instrumentOptions(metric);

    const boundaries = advice?.explicitBucketBoundaries ?? [];
    assert.equal(options, { unit, description: metric.description });
    assert.is(boundaries.at(-1), last);
    assert.ok(boundaries.every((each, index) => index === 0 || each > Number(boundaries[index - 1])));
  });
}

test('a latency of 15 minutes is told from one of an hour', () => {
  const { advice } = instrumentOptions(recordProcessingLatency);

  const between = advice?.explicitBucketBoundaries.filter((each) => each >= 900_000 && each < 3_600_000);
  assert.equal(between, [900_000]);
});

test('a histogram of another unit leaves its buckets to the SDK', () => {
  const options = instrumentOptions(memoryUtilization);

  assert.equal(options, { unit: '%', description: memoryUtilization.description });
});

test('every call gives boundaries of its own, which the caller may change', () => {
  const first = instrumentOptions(batchSize).advice?.explicitBucketBoundaries;
  first?.push(-1);

  const second = instrumentOptions(batchSize).advice?.explicitBucketBoundaries;
  assert.is(second?.includes(-1), false);
});

test.run();
