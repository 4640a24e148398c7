import { type Judgement, type LimitJudgement, type Metric, metricCatalogue } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / catalogue judgements');

const limitsOf = (judgement: Judgement): readonly LimitJudgement[] => {
  if (judgement.by === 'limit') return [judgement];
  return judgement.by === 'limits' ? judgement.all : [];
};

const numberIn = (limit: LimitJudgement['limit']): string => {
  if ('value' in limit) return String(limit.value);
  return 'percent' in limit ? `${limit.percent} % of ${limit.of}` : `${limit.from} to ${limit.to}`;
};

const rule = ({ statistic, must, limit }: LimitJudgement): string => `${statistic} must ${must} ${numberIn(limit)}`;

const rulesByTarget: Readonly<Record<string, readonly string[]>> = {
  '< stream capacity': ['rate must be below 100 % of stream capacity'],
  '> 99 %': ['average must be above 0.99', 'ratio must be above 0.99'],
  'p99 < 100 ms': ['p99 must be below 100'],
  'p99 < 200 ms': ['p99 must be below 200'],
  'p95 < 2000 ms': ['p95 must be below 2000'],
  '0': ['sum must equal 0', 'maximum must equal 0'],
  '< 1000 ms': ['maximum must be below 1000'],
  '< timeout': ['maximum must be below 100 % of function timeout'],
  '< account limit': ['maximum must be below 100 % of concurrency limit'],
  '< 1 %': ['ratio must be below 0.01'],
  '60–80 %': ['average must be within 60 to 80'],
  '< allocated': ['maximum must be below 100 % of allocated memory'],
  'avg < 50 ms, p95 < 100 ms': ['average must be below 50', 'p95 must be below 100'],
  '> 99.9 %': ['ratio must be above 0.999'],
  'meets the load asked for': ['rate must be at least 100 % of requested load'],
  '< 0.1 %': ['ratio must be below 0.001'],
  '< 5 %': ['ratio must be below 0.05'],
};

const wordsByKind: Readonly<Record<string, readonly string[]>> = {
  'preceding-window': ['baseline', 'trend'],
  match: ['match incoming', 'matches the input rate'],
  none: ['–'],
};

const judged = (metric: Metric): readonly string[] => limitsOf(metric.judgement).map(rule);

test('what the report applies is what the target says', () => {
  for (const metric of metricCatalogue.filter(({ judgement }) => limitsOf(judgement).length > 0)) {
    for (const applied of judged(metric)) {
      assert.ok(rulesByTarget[metric.target]?.includes(applied), `${metric.name} (${metric.target}): ${applied}`);
    }
  }
});

test('a target of two numbers is held against both', () => {
  const twofold = metricCatalogue.filter(({ judgement }) => judgement.by === 'limits');

  assert.equal(twofold.map(judged), [['average must be below 50', 'p95 must be below 100']]);
});

test('a target without a number is told as information', () => {
  for (const { name, target, judgement } of metricCatalogue) {
    const words = wordsByKind[judgement.by];

    assert.ok(words === undefined || words.includes(target), `${name} (${target}) is judged by ${judgement.by}`);
  }
});

test('a ratio of counters names rows that exist', () => {
  const names = new Set(metricCatalogue.map((metric) => metric.name));

  for (const { judgement, alarm } of metricCatalogue) {
    const named = [...limitsOf(judgement).flatMap(({ outOf }) => outOf ?? []), ...(alarm?.outOf ?? [])];
    if (judgement.by === 'match') named.push(judgement.row);

    for (const name of named) assert.ok(names.has(name), `there is no row ${name}`);
  }
});

test('a ratio is said of two counters or of a row that is a ratio itself', () => {
  for (const { name, kind, unit, judgement } of metricCatalogue) {
    const ratios = limitsOf(judgement).filter(({ statistic }) => statistic === 'ratio');

    for (const { outOf } of ratios) assert.ok(outOf === undefined ? unit === '1' : kind === 'counter', name);
  }
});

test('a stream latency is known to CloudWatch by minimum, maximum and average only', () => {
  const latencies = metricCatalogue
    .flatMap(({ sources }) => sources)
    .filter((source) => source.from === 'cloudwatch')
    .filter(({ namespace, metric }) => namespace === 'AWS/Kinesis' && metric.endsWith('.Latency'));

  assert.is(latencies.length, 3);
  for (const { statistics } of latencies) assert.equal(statistics, ['minimum', 'maximum', 'average']);
});

test('the stream is never asked for a metric that it has only per shard, or no longer', () => {
  const wrong = ['IteratorAgeMilliseconds', 'OutgoingRecords', 'PutRecords.Records', 'GetRecords.IteratorAge'];

  const asked = metricCatalogue
    .flatMap(({ sources }) => sources)
    .filter((source) => source.from === 'cloudwatch')
    .filter(({ namespace }) => namespace === 'AWS/Kinesis');

  for (const { metric } of asked) assert.not.ok(wrong.includes(metric), metric);
});

test.run();
