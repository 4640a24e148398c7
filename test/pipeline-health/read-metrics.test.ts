import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCounts } from '../../packages/pipeline-health/src/observe/read-counts.ts';
import { readMetrics } from '../../packages/pipeline-health/src/observe/read-metrics.ts';
import {
  counterOf,
  cumulative,
  dimensions,
  explicitPoint,
  exponentialOf,
  keyValues,
  metricsOf,
} from './otlp-metrics.ts';

const test = suite('pipeline-health / read-metrics');

test('delta points of all documents are added up', () => {
  const documents = [
    metricsOf([counterOf('RecordProcessingSuccess', 40), exponentialOf('BatchSize', [40])]),
    metricsOf([counterOf('RecordProcessingSuccess', 2), exponentialOf('BatchSize', [2])]),
  ];

  const metrics = readMetrics(documents, 'airports');

  assert.is(readCounts(metrics).recordsProcessed, 42);
  assert.is(metrics.distributions.get('BatchSize')?.sum, 42);
});

test('only the last point of a cumulative series counts, whatever the order they come in', () => {
  const at = (seconds: number, value: number, startSeconds = 0) => ({
    attributes: dimensions(),
    startTimeUnixNano: String(1_763_830_000_000_000_000n + BigInt(startSeconds) * 1_000_000_000n),
    timeUnixNano: String(1_763_830_000_000_000_000n + BigInt(seconds) * 1_000_000_000n),
    asInt: value,
  });
  const sum = (...dataPoints: ReturnType<typeof at>[]) =>
    metricsOf([{ name: 'RecordProcessingSuccess', sum: { aggregationTemporality: cumulative, dataPoints } }]);

  const metrics = readMetrics([sum(at(10, 7)), sum(at(30, 20)), sum(at(20, 11)), sum(at(50, 3, 40))], 'airports');

  assert.is(readCounts(metrics).recordsProcessed, 23);
});

test('cumulative series of two processes both count', () => {
  const histogram = (service: string, values: readonly number[]) => {
    const dataPoints = [{ ...explicitPoint(values, [10, 100]), timeUnixNano: '1763830001000000000' }];
    return metricsOf(
      [{ name: 'PutRecordLatency', histogram: { aggregationTemporality: cumulative, dataPoints } }],
      service,
    );
  };

  const metrics = readMetrics(
    [histogram('one', [5]), histogram('one', [5, 6]), histogram('two', [50, 60, 70])],
    'airports',
  );

  assert.is(metrics.distributions.get('PutRecordLatency')?.count, 5);
});

test('points of another pipeline, or of none, are passed over', () => {
  const other = { ...counterOf('RecordProcessingSuccess', 5, { Pipeline: 'warm-up' }) };
  const none = {
    name: 'RecordProcessingSuccess',
    sum: { aggregationTemporality: 1, dataPoints: [{ attributes: keyValues({ Environment: 'Local' }), asInt: 9 }] },
  };

  const metrics = readMetrics([metricsOf([other, none, counterOf('RecordProcessingSuccess', 1)])], 'airports');

  assert.is(readCounts(metrics).recordsProcessed, 1);
});

test('counts are told by error, reason and outcome', () => {
  const metrics = readMetrics(
    [
      metricsOf([
        counterOf('RecordProcessingFailure', 0),
        counterOf('RecordProcessingFailure', 3, { 'error.type': 'TypeError' }),
        counterOf('RecordProcessingFailure', 1, { 'error.type': '_OTHER' }),
        counterOf('TraceContextInjection', 90, { outcome: 'injected' }),
        counterOf('TraceContextInjection', 8, { outcome: 'skipped', reason: 'not JSON' }),
        counterOf('TraceContextInjection', 2, { outcome: 'skipped', reason: 'too large' }),
        counterOf('TraceContextExtraction', 89, { outcome: 'extracted' }),
      ]),
    ],
    'airports',
  );

  const counts = readCounts(metrics);

  assert.equal(counts.recordsFailed, { total: 4, by: { TypeError: 3, _OTHER: 1 } });
  assert.is(counts.contextInjected, 90);
  assert.equal(counts.contextSkipped, { total: 10, by: { 'not JSON': 8, 'too large': 2 } });
  assert.is(counts.contextExtracted, 89);
  assert.is(counts.contextMissing, 0);
});

test('a counter that was never reported is undefined, and one reported as 0 is 0', () => {
  const counts = readCounts(readMetrics([metricsOf([counterOf('PutRecordThrottled', 0)])], 'airports'));

  assert.is(counts.putThrottled, 0);
  assert.is(counts.putFailure, undefined);
  assert.is(counts.contextMissing, undefined);
  assert.is(counts.recordsFailed, undefined);
});

test.run();
