import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nearestRank } from '../../packages/pipeline-health/src/observe/distribution.ts';
import { readExplicitHistogram } from '../../packages/pipeline-health/src/observe/explicit-histogram.ts';
import {
  mergeExponentialHistograms,
  readExponentialHistogram,
} from '../../packages/pipeline-health/src/observe/exponential-histogram.ts';
import { mergeHistograms } from '../../packages/pipeline-health/src/observe/merge-histograms.ts';
import { explicitPoint, exponentialPoint } from './otlp-metrics.ts';

const test = suite('pipeline-health / merge-histograms');

const quantiles = [0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

/** Numbers that look random and are the same in every run. */
function valuesOf(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 10 ** ((state / 2_147_483_648) * 6 - 2);
  });
}

test('exponential histograms of different scales keep every quantile within the error of the coarsest', () => {
  const groups = [valuesOf(700, 1), valuesOf(300, 2), valuesOf(41, 3)];
  const scales = [5, 3, 7];
  const sorted = groups.flat().sort((a, b) => a - b);

  const merged = mergeHistograms({
    exponential: groups.map((values, i) => readExponentialHistogram(exponentialPoint(values, scales[i] ?? 0))),
    explicit: [],
  });

  const base = 2 ** (2 ** -3);
  const bound = (base - 1) / (base + 1) + 1e-9;
  for (const q of quantiles) {
    const exact = sorted[nearestRank(q, sorted.length) - 1] ?? 0;
    const error = Math.abs((merged?.quantile(q) ?? 0) - exact) / exact;
    assert.ok(error <= bound, `q ${q}: ${error} is more than ${bound}`);
  }
  assert.is(merged?.count, 1041);
  assert.is(merged?.quantile(1), sorted.at(-1));
  assert.is(merged?.quantile(0), sorted.at(0));
});

test('merging at different scales gives the buckets that recording at the smaller scale gives', () => {
  const first = valuesOf(200, 4);
  const second = valuesOf(200, 5);

  for (const [fine, coarse] of [
    [6, 0],
    [4, -2],
    [-1, -3],
  ] as const) {
    const merged = mergeExponentialHistograms([
      readExponentialHistogram(exponentialPoint(first, fine)),
      readExponentialHistogram(exponentialPoint(second, coarse)),
    ]);
    const direct = readExponentialHistogram(exponentialPoint([...first, ...second], coarse));

    assert.is(merged.scale, coarse);
    assert.equal([...merged.positive].sort(byIndex), [...direct.positive].sort(byIndex));
  }
});

test('negative values and zeros keep their place below the positive ones', () => {
  const values = [-80, -4, -0.5, 0, 0, 0, 0.25, 3, 90, 1_000];
  const point = exponentialPoint(values, 8);

  const merged = mergeHistograms({ exponential: [readExponentialHistogram(point)], explicit: [] });

  const read = [0.05, 0.2, 0.3, 0.5, 0.7, 0.9].map((q) => Number(merged?.quantile(q).toPrecision(2)));
  assert.equal(read, [-80, -4, -0.5, 0, 0.25, 90]);
});

test('the larger zero threshold swallows the buckets it cuts into', () => {
  const fine = exponentialPoint([0.3, 0.7, 3, 5], 0);
  const rough = exponentialPoint([0, 6], 0, 0.6);

  const merged = mergeExponentialHistograms([readExponentialHistogram(fine), readExponentialHistogram(rough)]);

  assert.is(merged.zeroCount, 3);
  assert.is(merged.zeroThreshold, 1);
  assert.equal([...merged.positive].sort(byIndex), [
    [1, 1],
    [2, 2],
  ]);
});

test('an estimate never leaves the known minimum and maximum', () => {
  const point = exponentialPoint([5, 5, 5], -2);

  const merged = mergeHistograms({ exponential: [readExponentialHistogram(point)], explicit: [] });

  assert.equal(
    quantiles.map((q) => merged?.quantile(q)),
    quantiles.map(() => 5),
  );
});

test('a point without minimum and maximum leaves both unknown, and its buckets still count', () => {
  const { min: _min, max: _max, ...withoutExtremes } = exponentialPoint([8, 9], 4);

  const merged = mergeHistograms({
    exponential: [exponentialPoint([1, 2], 4), withoutExtremes].map(readExponentialHistogram),
    explicit: [],
  });

  assert.is(merged?.min, undefined);
  assert.is(merged?.max, undefined);
  assert.is(Math.round(merged?.quantile(1) ?? 0), 9);
});

test('explicit buckets are interpolated and narrowed by minimum and maximum', () => {
  const values = Array.from({ length: 100 }, (_, i) => 12 + i / 25);
  const point = explicitPoint(values, [5, 10, 20, 50]);

  const merged = mergeHistograms({ exponential: [], explicit: [readExplicitHistogram(point)] });

  assert.ok(Math.abs((merged?.quantile(0.5) ?? 0) - 14) < 0.05);
  assert.is(merged?.quantile(0), 12);
  assert.is(merged?.quantile(1), 15.96);
});

test('explicit histograms with different bounds meet on the bounds they share', () => {
  const first = readExplicitHistogram(explicitPoint([1, 6, 30], [5, 10, 50]));
  const second = readExplicitHistogram(explicitPoint([2, 7, 8, 60], [2, 10, 50]));

  const merged = mergeHistograms({ exponential: [], explicit: [first, second] });

  assert.is(merged?.count, 7);
  assert.ok((merged?.quantile(0.7) ?? 99) <= 10);
  assert.ok((merged?.quantile(0.8) ?? 0) > 10);
});

test('a metric written in both kinds is one distribution over the explicit bounds', () => {
  const merged = mergeHistograms({
    exponential: [readExponentialHistogram(exponentialPoint([3, 4, 40], 6))],
    explicit: [readExplicitHistogram(explicitPoint([7, 8, 9], [5, 10, 50]))],
  });

  assert.is(merged?.count, 6);
  assert.is(merged?.sum, 71);
  assert.ok(Math.abs((merged?.quantile(2 / 6) ?? 0) - 5) < 1e-9);
  assert.ok(Math.abs((merged?.quantile(5 / 6) ?? 0) - 10) < 1e-9);
});

test('points without a value make no distribution', () => {
  const empty = { count: '0', scale: 20, zeroCount: '0' };

  const merged = mergeHistograms({ exponential: [readExponentialHistogram(empty)], explicit: [] });

  assert.is(merged, undefined);
});

function byIndex([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b;
}

test.run();
