import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  judge,
  type Metric,
  metricCatalogue,
  type Observation,
  type OtlpMetric,
  observeOtlp,
  type Verdict,
} from '../../packages/pipeline-health/src/index.ts';
import { counterOf, dimensions, exponentialOf, metricsOf } from './otlp-metrics.ts';
import { exportSpans, plainStory, spansOf } from './otlp-spans.ts';

const test = suite('pipeline-health / judge');

function observe(...metrics: readonly OtlpMetric[]): Observation {
  return observeOtlp(
    { resourceSpans: exportSpans([spansOf(plainStory)]), resourceMetrics: [metricsOf(metrics)] },
    { pipeline: 'airports', streamName: 'airports' },
  );
}

function row(changes: Partial<Metric> & Pick<Metric, 'name' | 'judgement'>): Metric {
  return {
    section: 'own',
    description: 'A row.',
    unit: 'ms',
    kind: 'histogram',
    sources: [{ from: 'consumer-sdk' }],
    target: 'as said',
    live: true,
    ...changes,
  };
}

function judgeOne(observation: Observation, one: Metric): Partial<Verdict> {
  const verdicts = judge(observation, [one]);
  assert.is(verdicts.length, 1);
  const { row: _row, ...rest } = verdicts[0] ?? ({} as Verdict);
  return rest;
}

const below = (value: number): Metric['judgement'] => ({
  by: 'limit',
  statistic: 'p99',
  must: 'be below',
  limit: { value },
});

test('a statistic that keeps its limit passes, and one that does not fails', () => {
  const observation = observe(exponentialOf('PutRecordLatency', [10, 20, 80]));

  const passing = judgeOne(observation, row({ name: 'PutRecordLatency', judgement: below(100) }));
  const failing = judgeOne(observation, row({ name: 'PutRecordLatency', judgement: below(80) }));

  assert.equal(passing, { outcome: 'pass', statistic: 'p99', value: 80, unit: 'ms', target: 'as said' });
  assert.is(failing.outcome, 'fail');
});

test('every comparison is kept to the letter at its limit', () => {
  const observation = observe(counterOf('PutRecordThrottled', 5));
  const outcome = (must: 'be below' | 'be above' | 'be at most' | 'be at least' | 'equal') =>
    judgeOne(
      observation,
      row({ name: 'PutRecordThrottled', judgement: { by: 'limit', statistic: 'sum', must, limit: { value: 5 } } }),
    ).outcome;

  assert.is(outcome('be below'), 'fail');
  assert.is(outcome('be above'), 'fail');
  assert.is(outcome('be at most'), 'pass');
  assert.is(outcome('be at least'), 'pass');
  assert.is(outcome('equal'), 'pass');
});

test('a span of numbers includes its ends', () => {
  const within = (value: number) =>
    judgeOne(
      observe(exponentialOf('MemoryUtilization', [value])),
      row({
        name: 'MemoryUtilization',
        judgement: { by: 'limit', statistic: 'average', must: 'be within', limit: { from: 60, to: 80 } },
      }),
    ).outcome;

  assert.equal([59.9, 60, 70, 80, 80.1].map(within), ['fail', 'pass', 'pass', 'pass', 'fail']);
});

test('a limit that only the deployment knows leaves the row unknown, with its value', () => {
  const judgement: Metric['judgement'] = {
    by: 'limit',
    statistic: 'maximum',
    must: 'be below',
    limit: { percent: 100, of: 'allocated memory' },
  };

  const verdict = judgeOne(observe(exponentialOf('MaxMemoryUsed', [90])), row({ name: 'MaxMemoryUsed', judgement }));

  assert.is(verdict.outcome, 'unknown');
  assert.is(verdict.value, 90);
  assert.match(verdict.reason ?? '', 'allocated memory');
});

test('a row of ours without a point has no data and never passes', () => {
  const equal: Metric['judgement'] = { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } };

  const silent = judgeOne(observe(), row({ name: 'DownstreamWriteFailure', judgement: equal }));
  const zero = judgeOne(
    observe(counterOf('DownstreamWriteFailure', 0)),
    row({ name: 'DownstreamWriteFailure', judgement: equal }),
  );

  assert.is(silent.outcome, 'no data');
  assert.is(silent.value, undefined);
  assert.is(zero.outcome, 'pass');
});

test('a row that this version does not report, or that only AWS knows, is left out', () => {
  const judgement = below(1);

  const verdicts = judge(observe(), [
    row({ name: 'InitDuration', judgement, live: false }),
    row({
      name: 'IteratorAge',
      judgement,
      sources: [{ from: 'cloudwatch', namespace: 'AWS/Lambda', metric: 'IteratorAge' }],
    }),
  ]);

  assert.equal(verdicts, []);
});

test('a ratio is out of the counters the row names, and unknown when one of them is absent', () => {
  const judgement: Metric['judgement'] = {
    by: 'limit',
    statistic: 'ratio',
    outOf: ['PutRecordSuccess', 'PutRecordFailure'],
    must: 'be above',
    limit: { value: 0.99 },
  };
  const success = row({ name: 'PutRecordSuccess', unit: '{record}', judgement });

  const known = judgeOne(observe(counterOf('PutRecordSuccess', 98), counterOf('PutRecordFailure', 2)), success);
  const absent = judgeOne(observe(counterOf('PutRecordSuccess', 98)), success);
  const nothing = judgeOne(observe(counterOf('PutRecordSuccess', 0), counterOf('PutRecordFailure', 0)), success);

  assert.is(known.outcome, 'fail');
  assert.is(known.value, 0.98);
  assert.is(known.unit, '1');
  assert.is(absent.outcome, 'unknown');
  assert.match(absent.reason ?? '', 'PutRecordFailure');
  assert.is(nothing.outcome, 'unknown');
});

test('of several limits all must hold', () => {
  const all = (averageMs: number): Metric['judgement'] => ({
    by: 'limits',
    all: [
      { by: 'limit', statistic: 'average', must: 'be below', limit: { value: averageMs } },
      { by: 'limit', statistic: 'p95', must: 'be below', limit: { value: 100 } },
    ],
  });
  const observation = observe(exponentialOf('PutRecordLatency', [40, 50, 60]));

  const failing = judgeOne(observation, row({ name: 'PutRecordLatency', judgement: all(50) }));
  const passing = judgeOne(observation, row({ name: 'PutRecordLatency', judgement: all(51) }));

  assert.is(failing.outcome, 'fail');
  assert.is(failing.statistic, 'average');
  assert.is(passing.outcome, 'pass');
});

test('baselines, trends and rows that are only shown are information', () => {
  const observation = observe(exponentialOf('DownstreamWriteLatency', [1, 2, 3]), counterOf('RecordsReplayed', 4));

  const trend = judgeOne(observation, row({ name: 'DownstreamWriteLatency', judgement: { by: 'preceding-window' } }));
  const shown = judgeOne(observation, row({ name: 'RecordsReplayed', judgement: { by: 'none' } }));

  assert.is(trend.outcome, 'info');
  assert.is(trend.statistic, 'p95');
  assert.is(shown.outcome, 'info');
  assert.is(shown.value, 4);
});

test('the catalogue judges end-to-end latency, error rate and throughput of a run', () => {
  const observation = observe(
    exponentialOf('EndToEndLatency', [100, 1_900]),
    counterOf('PutRecordSuccess', 1_000),
    counterOf('RecordProcessingSuccess', 990),
  );

  const verdicts = new Map(judge(observation, metricCatalogue).map((verdict) => [verdict.row.name, verdict]));

  assert.is(verdicts.get('end_to_end_latency')?.outcome, 'pass');
  assert.is(verdicts.get('error_rate')?.outcome, 'fail');
  assert.is(verdicts.get('error_rate')?.value, 0.01);
  assert.is(verdicts.get('pipeline_throughput')?.outcome, 'info');
  assert.is(Math.round(verdicts.get('pipeline_throughput')?.value ?? 0), Math.round(990 / 0.115));
});

test('an error rate is unknown when more records were processed than put', () => {
  const observation = observe(counterOf('PutRecordSuccess', 10), counterOf('RecordProcessingSuccess', 11));

  const errorRate = judge(observation, metricCatalogue).find((verdict) => verdict.row.name === 'error_rate');

  assert.is(errorRate?.outcome, 'unknown');
});

test('clock skew makes latencies between two clocks unknown, and leaves the others alone', () => {
  const skewed = (clamped: number, values: readonly number[] = [0, 5]) =>
    observe(
      exponentialOf('EndToEndLatency', values),
      exponentialOf('PutRecordLatency', [5]),
      counterOf('RecordProcessingSuccess', 1_000),
      counterOf('ClockSkewClamped', clamped),
    );
  const endToEnd = row({ name: 'EndToEndLatency', judgement: below(100) });

  const much = judgeOne(skewed(11), endToEnd);
  const little = judgeOne(skewed(10), endToEnd);
  const ofAnother = judgeOne(skewed(11, [4, 5]), endToEnd);
  const oneClock = judgeOne(skewed(11), row({ name: 'PutRecordLatency', judgement: below(100) }));

  assert.is(much.outcome, 'unknown');
  assert.match(much.reason ?? '', 'clock skew');
  assert.is(little.outcome, 'pass');
  assert.is(ofAnother.outcome, 'pass');
  assert.is(oneClock.outcome, 'pass');
});

test('memory of one process only is an estimate: shown, and neither passed nor failed', () => {
  const memory = (source: 'process' | 'environment') => {
    const [metric] = [exponentialOf('MemoryUtilization', [30, 40])];
    const points = metric?.exponentialHistogram?.dataPoints?.map((point) => ({
      ...point,
      attributes: dimensions({ source }),
    }));
    return observe({ ...metric, exponentialHistogram: { ...metric?.exponentialHistogram, dataPoints: points ?? [] } });
  };
  const limit = row({ name: 'MemoryUtilization', judgement: below(10) });

  const estimate = judgeOne(memory('process'), limit);
  const whole = judgeOne(memory('environment'), limit);

  assert.is(estimate.outcome, 'unknown');
  assert.match(estimate.reason ?? '', 'estimate');
  assert.is(estimate.value, whole.value);
  assert.is(whole.outcome, 'fail');
});

const invocations = (count: number) =>
  exponentialOf(
    'BatchSize',
    Array.from({ length: count }, () => 10),
  );
const verdictOf = (name: string, observation: Observation) =>
  judge(observation, metricCatalogue).find((verdict) => verdict.row.name === name);

for (const [coldStarts, outcome] of [
  [0, 'pass'],
  [9, 'pass'],
  [10, 'fail'],
] as const) {
  test(`${coldStarts} cold starts in 200 invocations ${outcome}`, () => {
    const verdict = verdictOf('lambda_cold_start_rate', observe(counterOf('ColdStarts', coldStarts), invocations(200)));

    assert.equal([verdict?.outcome, verdict?.value, verdict?.unit], [outcome, coldStarts / 200, '1']);
  });
}

test('too few invocations tell no share of cold starts', () => {
  const observation = observe(counterOf('ColdStarts', 1), invocations(99));

  const verdict = verdictOf('lambda_cold_start_rate', observation);

  assert.equal(
    [verdict?.outcome, verdict?.reason, verdict?.value],
    ['unknown', '99 invocations are too few for a share', 1 / 99],
  );
});

test('what the function’s memory and time come to is shown as the estimate it is', () => {
  const verdict = verdictOf('Lambda GB-Seconds', observe(counterOf('LambdaGBSecondsEstimate', 24)));

  assert.equal(
    [verdict?.outcome, verdict?.statistic, verdict?.value, verdict?.unit, verdict?.isEstimate],
    ['info', 'sum', 24, 'GBy.s', true],
  );
  assert.match(verdict?.reason ?? '', 'last invocation');
});

test('without what they are worked out of, neither is there', () => {
  const observation = observe(counterOf('PutRecordSuccess', 1));

  const names = ['lambda_cold_start_rate', 'Lambda GB-Seconds'];

  assert.equal(
    names.map((name) => verdictOf(name, observation)),
    [undefined, undefined],
  );
});

test('the rows to look at first come first', () => {
  const observation = observe(exponentialOf('RecordProcessingLatency', [5]), counterOf('PutRecordThrottled', 0));

  const verdicts = judge(observation, metricCatalogue);

  assert.is(verdicts[0]?.row.name, 'RecordProcessingLatency');
  assert.ok(verdicts.some((verdict) => verdict.row.name === 'PutRecordThrottled'));
});

test.run();
