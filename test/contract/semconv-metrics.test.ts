import { instrumentOptions, metricCatalogue, semconvMetrics } from '@kinesis-otel/contract';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / semconv-metrics');

const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

test('names are those that the conventions have for messaging, all four of them', () => {
  const names = semconvMetrics.map(({ name }) => name);

  assert.equal(names, [
    conventions.METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
    conventions.METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
    conventions.METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
    conventions.METRIC_MESSAGING_PROCESS_DURATION,
  ]);
});

test('durations are histograms in seconds with the buckets of the conventions, counts are counters of messages', () => {
  for (const metric of semconvMetrics) {
    const { unit, advice } = instrumentOptions(metric);
    const isDuration = metric.name.endsWith('.duration');

    assert.equal([metric.kind, unit], isDuration ? ['histogram', 's'] : ['counter', '{message}']);
    assert.equal(advice?.explicitBucketBoundaries, isDuration ? boundaries : undefined);
  }
});

test('none is a row of the catalogue, which is judged and goes to CloudWatch', () => {
  const rows = new Set(metricCatalogue.map(({ name }) => name));

  for (const { name } of semconvMetrics) assert.is(rows.has(name), false);
});

test.run();
