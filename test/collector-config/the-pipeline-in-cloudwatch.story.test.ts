import { collectorConfig } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { metricCatalogue } from '../../packages/contract/src/index.ts';
import { runDemo } from '../pipeline/run-demo.ts';
import { type EmfDistribution, figuresOf, sumOf } from './emf-figures.ts';
import { startFakeAws } from './fake-aws.ts';
import { findPrograms } from './find-programs.ts';
import { runCollector } from './run-collector.ts';

const test = suite('collector-config / a run of the pipeline, as CloudWatch and X-Ray get it');

const records = 200;
/** X-Ray's limit for a document: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
const maxDocumentBytes = 64 * 1_024;
/** CloudWatch has no unit for gigabyte-seconds. */
const cloudWatchUnits: Readonly<Record<string, string>> = {
  ms: 'Milliseconds',
  By: 'Bytes',
  '%': 'Percent',
  'GBy.s': 'None',
};

/** Dead letters are told by a function behind the on-failure destination, and the demo has none there. */
const emitted = metricCatalogue.filter(
  ({ live, sources, name }) =>
    live && sources.some(({ from }) => from === 'producer-sdk' || from === 'consumer-sdk') && name !== 'DLQMessages',
);

interface Segment {
  readonly name: string;
  readonly id: string;
  readonly parent_id?: string;
  readonly trace_id: string;
  readonly type?: 'subsegment';
  readonly links?: readonly { readonly trace_id: string; readonly id: string }[];
  readonly annotations?: Readonly<Record<string, unknown>>;
}

test('there are metrics to look for', () => {
  assert.ok(emitted.length > 20);
});

const programs = findPrograms(test, ['adot'], "the pipeline's metrics and traces in CloudWatch and X-Ray");
if (programs !== undefined) {
  const aws = await startFakeAws();
  const collector = await runCollector(programs.adot, collectorConfig('adot'), aws.environment);
  const flags = ['--records', String(records), '--rate', '200', '--shards', '2', '--otlp', collector.url];
  const { figures } = await runDemo(flags);
  await collector.stop();
  await aws.stop();
  const emf = figuresOf(aws.documents);
  const segments = aws.segments.map((text) => JSON.parse(text) as Segment);

  test('every metric that the SDKs emit is there, with its namespace, both dimensions and a unit CloudWatch knows', () => {
    for (const { name, kind, unit: ucum } of emitted) {
      const found = emf.filter((figure) => figure.name === name);
      assert.ok(found.length > 0, `${name} is missing`);
      for (const { namespace, series, unit = '', value } of found) {
        assert.is(namespace, 'KinesisLambdaPipeline');
        assert.match(series.join(), /^Environment=Production,Pipeline=airports(-warm-up)?$/);
        assert.is(unit, cloudWatchUnits[ucum] ?? 'Count', name);
        assert.is(typeof value, kind === 'histogram' ? 'object' : 'number');
      }
    }
  });

  test('every distribution has Values and Counts, for percentiles', () => {
    const distributions = emf
      .filter(({ value }) => typeof value === 'object')
      .map(({ value }) => value as EmfDistribution);
    assert.ok(distributions.length > 0);
    for (const { Values, Counts, Count } of distributions) {
      assert.is(Values.length, Counts.length);
      assert.ok(Values.length <= 100);
      assert.is(
        Counts.reduce((sum, count) => sum + count, 0),
        Count,
      );
    }
  });

  test('the counts are those of the run', () => {
    const ofRun = aws.documents.filter(({ Pipeline }) => Pipeline === 'airports');

    assert.is(figures.recordsProcessed, records);
    assert.is(sumOf(ofRun, 'PutRecordSuccess'), records);
    assert.is(sumOf(ofRun, 'RecordProcessingSuccess'), records);
    assert.is(sumOf(ofRun, 'RecordProcessingFailure'), 0);
  });

  test("each record's trace has a segment named after the function, in the trace that its producer began", () => {
    const begun = segments.filter(({ name }) => name === 'airport updated' || name === 'airports-producer');
    const traces = new Set(
      begun
        .filter(({ type, parent_id }) => type === undefined && parent_id === undefined)
        .map(({ trace_id }) => trace_id),
    );
    const processed = segments.filter(
      ({ name, type, trace_id }) => name === 'airports-consumer' && type === undefined && traces.has(trace_id),
    );

    assert.ok(new Set(processed.map(({ trace_id }) => trace_id)).size >= records);
    assert.ok(processed.every(({ parent_id }) => parent_id !== undefined));
  });

  test('links reach X-Ray, and lead to segments it has', () => {
    const linked = segments.flatMap(({ links = [] }) => links);
    const ids = new Set(segments.map(({ id }) => id));

    assert.ok(linked.length >= records);
    assert.ok(linked.filter(({ id }) => ids.has(id)).length > 0);
  });

  test('traces can be looked up by stream and sequence number', () => {
    const annotated = segments.filter(({ annotations }) => annotations?.['messaging.message.id'] !== undefined);

    assert.ok(annotated.length >= records);
    assert.match(String(annotated[0]?.annotations?.['messaging.destination.name']), /^airports/);
  });

  test('no document is larger than X-Ray takes', () => {
    const largest = Math.max(...aws.segments.map((text) => Buffer.byteLength(text)));
    assert.ok(largest <= maxDocumentBytes, `${largest} bytes`);
  });
}

test.run();
