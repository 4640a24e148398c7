import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chooseAxis } from '../../packages/pipeline-health/src/draw/page/chart/axis.ts';
import { countAbove, fillColumns } from '../../packages/pipeline-health/src/draw/page/chart/fill-columns.ts';
import { linearTicks, logTicks } from '../../packages/pipeline-health/src/draw/page/chart/ticks.ts';
import { withUnit } from '../../packages/pipeline-health/src/draw/page/unit-word.ts';
import { type Distribution, exactDistribution } from '../../packages/pipeline-health/src/observe/distribution.ts';

const test = suite('pipeline-health / page-chart');

function distributionOf(values: readonly number[]): Distribution {
  const distribution = exactDistribution(values);
  assert.ok(distribution);
  return distribution;
}

test('ticks are round numbers that enclose the values', () => {
  assert.equal(linearTicks(0, 1_146, 5), [0, 500, 1_000, 1_500]);
  assert.equal(linearTicks(0, 0.28, 3), [0, 0.1, 0.2, 0.3]);
  assert.equal(linearTicks(-7, 12, 4), [-10, -5, 0, 5, 10, 15]);
  assert.equal(linearTicks(3, 3, 5), [3, 4]);
  assert.equal(logTicks(0.7, 23), [0.5, 1, 2, 5, 10, 20, 50]);
  assert.equal(logTicks(0.05, 40_000), [0.01, 0.1, 1, 10, 100, 1_000, 10_000, 100_000]);
});

test('the axis is linear where values fill it, and logarithmic where half of them would be squeezed', () => {
  const even = distributionOf([100, 400, 600, 900, 1_100]);
  const skewed = distributionOf([0.8, 0.9, 1, 1.1, 5, 24]);

  assert.is(chooseAxis(even).scale, 'linear');
  assert.is(chooseAxis(even).place(750), 0.5);
  assert.is(chooseAxis(skewed).scale, 'logarithmic');
  assert.is(chooseAxis(skewed).place(5), 0.5);
});

test('a target near enough stretches the axis, one far away does not', () => {
  const distribution = distributionOf([600, 700, 1_000]);

  assert.is(chooseAxis(distribution, 2_000).ticks.at(-1), 2_000);
  assert.is(chooseAxis(distribution, 60_000).ticks.at(-1), 1_000);
});

test('zeros and values far below the rest stand at the beginning of a logarithmic axis', () => {
  const axis = chooseAxis(distributionOf([0, 1e-9, 1, 1, 1, 1, 500]));

  assert.is(axis.scale, 'logarithmic');
  assert.is(axis.place(0), 0);
  assert.ok((axis.ticks[0] ?? 0) >= 1e-5);
});

test('values below 0 and nothing but zeros have an axis too', () => {
  assert.equal(chooseAxis(distributionOf([-5, 10])).ticks.at(0), -5);
  assert.ok(Number.isFinite(chooseAxis(distributionOf([0, 0])).place(0)));
});

test('columns hold every value once, and a bucket is spread over those it covers', () => {
  const axis = chooseAxis(distributionOf([50, 100]));

  const columns = fillColumns(
    [
      { from: 0, to: 40, count: 8 },
      { from: 50, to: 50, count: 3 },
      { from: 100, to: 100, count: 1 },
    ],
    axis,
    5,
  );

  assert.equal(
    columns.map((count) => Math.round(count * 1e6) / 1e6),
    [4, 4, 3, 0, 1],
  );
});

test('what lies above a limit is told by the part of the bucket that does', () => {
  const buckets = [
    { from: 0, to: 10, count: 5 },
    { from: 10, to: 20, count: 4 },
    { from: 30, to: 30, count: 2 },
  ];

  assert.is(countAbove(buckets, 15), 4);
  assert.is(countAbove(buckets, 30), 0);
  assert.is(countAbove(buckets, 10), 6);
});

test('a value is told with its unit in words', () => {
  assert.is(withUnit(1, '{record}'), '1 record');
  assert.is(withUnit(1_200, '{record}'), '1,200 records');
  assert.is(withUnit(2, '{batch}'), '2 batches');
  assert.is(withUnit(158.4, '{record}/s'), '158 records/s');
  assert.is(withUnit(0.07, '1'), '7 %');
  assert.is(withUnit(65_981, 'By'), '65,981 bytes');
  assert.is(withUnit(12.5, 'ms'), '12.5 ms');
});

test.run();
