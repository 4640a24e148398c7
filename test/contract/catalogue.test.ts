import { type Metric, metricCatalogue } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / catalogue');

/** The document's rows and targets, written down a second time, by hand. `–` is a row without a target. */
const documentRows: readonly (readonly [section: string, name: string, target: string])[] = [
  ['2.1', 'IncomingRecords', 'baseline'],
  ['2.1', 'IncomingBytes', '< stream capacity'],
  ['2.1', 'PutRecord.Success', '> 99 %'],
  ['2.1', 'PutRecord.Latency', 'p99 < 100 ms'],
  ['2.1', 'WriteProvisionedThroughputExceeded', '0'],
  ['2.1', 'GetRecords.Success', '> 99 %'],
  ['2.1', 'GetRecords.Latency', 'p99 < 200 ms'],
  ['2.1', 'GetRecords.Records', 'trend'],
  ['2.1', 'ReadProvisionedThroughputExceeded', '0'],
  ['2.1', 'IteratorAgeMilliseconds', '< 1000 ms'],
  ['2.2', 'Invocations', 'match incoming'],
  ['2.2', 'Duration', '< timeout'],
  ['2.2', 'ConcurrentExecutions', '< account limit'],
  ['2.2', 'Errors', '< 1 %'],
  ['2.2', 'Throttles', '0'],
  ['2.2', 'DeadLetterErrors', '0'],
  ['2.2', 'IteratorAge', '< 1000 ms'],
  ['2.2', 'MemoryUtilization', '60–80 %'],
  ['2.2', 'MaxMemoryUsed', '< allocated'],
  ['2.2', 'InitDuration', '< 1000 ms'],
  ['2.3', 'RecordProcessingLatency', 'trend'],
  ['2.3', 'BatchSize', 'trend'],
  ['2.3', 'RecordProcessingSuccess', '–'],
  ['2.3', 'RecordProcessingFailure', '0'],
  ['2.3', 'DLQMessages', '0'],
  ['2.3', 'DownstreamWriteLatency', 'trend'],
  ['2.3', 'DownstreamWriteSuccess', '–'],
  ['2.4', 'Kinesis Shard Hours', '–'],
  ['2.4', 'Lambda GB-Seconds', '–'],
  ['2.4', 'Lambda Invocations', '–'],
  ['2.4', 'Data Transfer', '–'],
  ['2.5', 'kinesis_put_record_duration', 'avg < 50 ms, p95 < 100 ms'],
  ['2.5', 'kinesis_put_record_success_rate', '> 99.9 %'],
  ['2.5', 'kinesis_put_record_throughput', 'meets the load asked for'],
  ['2.5', 'kinesis_throttling_rate', '< 0.1 %'],
  ['2.5', 'end_to_end_latency', 'p95 < 2000 ms'],
  ['2.5', 'pipeline_throughput', 'matches the input rate'],
  ['2.5', 'error_rate', '< 0.1 %'],
  ['2.5', 'lambda_cold_start_rate', '< 5 %'],
];

/** Every instrument of ours. A removed or renamed one breaks somebody's dashboard. */
const instruments: Readonly<Record<string, string>> = {
  PutRecordLatency: 'histogram ms',
  PutRecordSuccess: 'counter {record}',
  PutRecordFailure: 'counter {record}',
  PutRecordThrottled: 'counter {record}',
  PutPayloadUnits: 'counter {unit}',
  TraceContextInjection: 'counter {record}',
  RecordProcessingLatency: 'histogram ms',
  EndToEndLatency: 'histogram ms',
  ProducerBufferTime: 'histogram ms',
  ProducerToKinesisLatency: 'histogram ms',
  StreamDwellTime: 'histogram ms',
  RecordHandlerDuration: 'histogram ms',
  BatchSize: 'histogram {record}',
  BatchBytes: 'histogram By',
  RecordProcessingSuccess: 'counter {record}',
  RecordProcessingFailure: 'counter {record}',
  RecordsReplayed: 'counter {record}',
  DLQMessages: 'counter {record}',
  DownstreamWriteLatency: 'histogram ms',
  DownstreamWriteSuccess: 'counter {request}',
  DownstreamWriteFailure: 'counter {request}',
  ColdStarts: 'counter {invocation}',
  InitDuration: 'histogram ms',
  MaxMemoryUsed: 'histogram By',
  MemoryUtilization: 'histogram %',
  LambdaGBSecondsEstimate: 'counter GBy.s',
  TraceContextExtraction: 'counter {record}',
  ClockSkewClamped: 'counter {point}',
  LinksDropped: 'counter {link}',
  SpansDropped: 'counter {span}',
  FlushTimeouts: 'counter {flush}',
  FlushFailures: 'counter {flush}',
  HandlerTimeouts: 'counter {invocation}',
};

const row = (name: string): Metric => {
  const found = metricCatalogue.find((metric) => metric.name === name);
  if (found === undefined) throw new Error(`The catalogue has no row ${name}.`);
  return found;
};

const isOurs = (metric: Metric): boolean =>
  metric.sources.some((source) => source.from === 'producer-sdk' || source.from === 'consumer-sdk');

test('every row of the document is there, in its order, with its target', () => {
  const documentNames = new Set(documentRows.map(([, name]) => name));

  const rows = metricCatalogue.filter((metric) => documentNames.has(metric.name));

  assert.equal(
    rows.map((metric) => [metric.section, metric.name, metric.target]),
    documentRows.map((documentRow) => [...documentRow]),
  );
});

test('every instrument has its kind and unit, and no other row claims to be recorded by an SDK', () => {
  const recorded = metricCatalogue.filter(isOurs);

  const found = Object.fromEntries(recorded.map((metric) => [metric.name, `${metric.kind} ${metric.unit}`]));

  assert.equal(found, instruments);
});

test('no two rows have one name', () => {
  const names = metricCatalogue.map((metric) => metric.name);

  assert.is(new Set(names).size, names.length);
});

test('an instrument name is one that CloudWatch and OpenTelemetry both take', () => {
  const names = metricCatalogue.filter(isOurs).map((metric) => metric.name);

  for (const name of names) assert.match(name, /^[A-Z][A-Za-z]{0,62}$/);
});

test('an instrument unit becomes a CloudWatch unit', () => {
  const plain: Readonly<Record<string, string>> = {
    ms: 'Milliseconds',
    By: 'Bytes',
    '%': 'Percent',
    'GBy.s': 'None',
  };

  for (const metric of metricCatalogue.filter(isOurs)) {
    const cloudWatchUnit = /^\{[a-z]+\}$/.test(metric.unit) ? 'Count' : plain[metric.unit];

    assert.ok(cloudWatchUnit, `${metric.name} has the unit ${metric.unit}`);
  }
});

test('the rows to look at first are those the document names', () => {
  const first = metricCatalogue.filter((metric) => metric.startHere).map((metric) => metric.name);

  assert.equal(first.sort(), [
    'Duration',
    'Errors',
    'IncomingRecords',
    'Invocations',
    'IteratorAgeMilliseconds',
    'RecordProcessingLatency',
    'Throttles',
    'WriteProvisionedThroughputExceeded',
  ]);
});

test('the document has six alarms, and each is on its row', () => {
  assert.equal(row('IteratorAge').alarm, { statistic: 'maximum', above: { value: 60_000 }, unit: 'ms' });
  assert.equal(row('Errors').alarm, { statistic: 'ratio', outOf: ['Invocations'], above: { value: 0.01 }, unit: '1' });
  assert.equal(row('Throttles').alarm, { statistic: 'sum', above: { value: 0 }, unit: '{invocation}' });
  assert.equal(row('WriteProvisionedThroughputExceeded').alarm, {
    statistic: 'sum',
    above: { value: 0 },
    unit: '{record}',
  });
  assert.equal(row('Duration').alarm, {
    statistic: 'maximum',
    above: { percent: 80, of: 'function timeout' },
    unit: 'ms',
  });
  assert.equal(row('ConcurrentExecutions').alarm, {
    statistic: 'maximum',
    above: { percent: 80, of: 'concurrency limit' },
    unit: '{execution}',
  });
});

test('what a successful invocation hides has alarms of its own', () => {
  const six = ['IteratorAge', 'Errors', 'Throttles', 'WriteProvisionedThroughputExceeded'];
  const others = metricCatalogue.filter((metric) => metric.alarm !== undefined && !six.includes(metric.name));

  assert.equal(others.map((metric) => metric.name).sort(), [
    'ConcurrentExecutions',
    'DLQMessages',
    'DroppedEventCount',
    'Duration',
    'IteratorAgeMilliseconds',
    'PipelineStall',
    'RecordProcessingFailure',
  ]);
  assert.equal(row('IteratorAgeMilliseconds').alarm?.above, { percent: 50, of: 'retention' });
});

test.run();
