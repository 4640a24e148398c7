import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { exactDistribution } from '../../packages/pipeline-health/src/observe/distribution.ts';
import { readExplicitHistogram } from '../../packages/pipeline-health/src/observe/explicit-histogram.ts';
import { readExponentialHistogram } from '../../packages/pipeline-health/src/observe/exponential-histogram.ts';
import { mergeHistograms } from '../../packages/pipeline-health/src/observe/merge-histograms.ts';
import { explicitPoint, exponentialPoint } from './otlp-metrics.ts';

const test = suite('pipeline-health / buckets');

test('known values are buckets without width', () => {
  const distribution = exactDistribution([3, 1, 3]);

  assert.equal(distribution?.buckets(), [
    { from: 1, to: 1, count: 1 },
    { from: 3, to: 3, count: 2 },
  ]);
});

test('explicit buckets end at their bounds, the outermost at the least and the greatest value', () => {
  const point = explicitPoint([2, 7, 8, 40], [5, 10, 20]);

  const merged = mergeHistograms({ exponential: [], explicit: [readExplicitHistogram(point)] });

  assert.equal(merged?.buckets(), [
    { from: 2, to: 5, count: 1 },
    { from: 5, to: 10, count: 2 },
    { from: 20, to: 40, count: 1 },
  ]);
});

test('exponential buckets ascend through negative values, zeros and positive ones, and hold every value', () => {
  const point = exponentialPoint([-6, -3, 0, 0, 1.5, 3, 12], 0);

  const merged = mergeHistograms({ exponential: [readExponentialHistogram(point)], explicit: [] });

  assert.equal(merged?.buckets(), [
    { from: -6, to: -4, count: 1 },
    { from: -4, to: -2, count: 1 },
    { from: 0, to: 0, count: 2 },
    { from: 1, to: 2, count: 1 },
    { from: 2, to: 4, count: 1 },
    { from: 8, to: 12, count: 1 },
  ]);
});

test.run();
