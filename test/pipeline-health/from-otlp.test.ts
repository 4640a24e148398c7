import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Observation, observeOtlp, type TraceNode } from '../../packages/pipeline-health/src/index.ts';
import type { OtlpResourceSpans, OtlpSpan } from '../../packages/pipeline-health/src/observe/otlp-json.ts';
import { keyValues } from './otlp-metrics.ts';
import { exportSpans, plainStory, type RecordStory, resourceSpans, spansOf, unixNano } from './otlp-spans.ts';

const test = suite('pipeline-health / from-otlp');

function observe(resourceSpans: readonly OtlpResourceSpans[]): Observation {
  return observeOtlp({ resourceSpans, resourceMetrics: [] }, { pipeline: 'airports', streamName: 'airports' });
}

function story(record: number, changes: Partial<RecordStory> = {}): RecordStory {
  return { ...plainStory, record, ...changes };
}

test('a record with all its spans is one complete trace', () => {
  const { traces, split } = observe(exportSpans([spansOf(plainStory)]));

  assert.is(traces.recordsSeen, 1);
  assert.is(traces.complete, 1);
  assert.equal(traces.missing, {});
  assert.is(split?.records, 1);
});

test('the split tells each step from exact times', () => {
  const { split } = observe(exportSpans([spansOf(plainStory)]));

  const steps = [
    split?.madeToArrived,
    split?.arrivedToInvoked,
    split?.invokedToProcessed,
    split?.processedToWritten,
    split?.madeToWritten,
  ].map((step) => Math.round((step?.quantile(0.5) ?? 0) * 1000) / 1000);
  assert.equal(steps, [5.25, 99.75, 5, 4, 114]);
});

test('the parts that are missing are counted by reason', () => {
  const whole = spansOf(story(1));
  const { made: _made, ...withoutMade } = spansOf(story(2));
  const { write: _write, ...withoutWrite } = spansOf(story(3));
  const failedRecord = spansOf(story(4));
  const failedWrite = spansOf(story(5));

  const { traces } = observe(
    exportSpans([
      whole,
      withoutMade,
      withoutWrite,
      { ...failedRecord, record: { ...failedRecord.record, status: { code: 2, message: 'no' } } },
      { ...failedWrite, write: { ...failedWrite.write, status: { code: 2 } } },
    ]),
  );

  assert.is(traces.recordsSeen, 5);
  assert.is(traces.complete, 1);
  assert.equal(traces.missing, {
    'no producer span': 1,
    'no downstream write': 1,
    'no attempt succeeded': 1,
    'downstream write failed': 1,
  });
});

test('spans of another stream are passed over', () => {
  const warmUp = spansOf(story(7, { madeMs: -60_000, sentMs: -59_000 }), 'warm-up');

  const { traces, window } = observe(exportSpans([warmUp, spansOf(plainStory)]));

  assert.is(traces.recordsSeen, 1);
  assert.is(window && Math.round(window.lastMs - window.firstMs), 115);
});

test('of a retried record the last attempt that succeeded counts', () => {
  const first = spansOf(plainStory);
  const failed: OtlpSpan = { ...first.record, status: { code: 2, message: 'throttled' } };
  const { write: _write, ...firstAttempt } = { ...first, record: failed };
  const { batch, record, write } = spansOf(story(1, { invokedMs: 305, writtenFromMs: 310, writtenToMs: 314 }));
  const retry = {
    batch: { ...batch, spanId: 'b000000000000000' },
    record: {
      ...record,
      spanId: 'a000000000000000',
      links: [{ traceId: batch.traceId, spanId: 'b000000000000000' }],
    },
    write: { ...write, parentSpanId: 'a000000000000000' },
  };

  const { traces, split } = observe(exportSpans([firstAttempt, retry]));

  assert.is(traces.recordsSeen, 1);
  assert.is(traces.complete, 1);
  assert.is(split?.arrivedToInvoked.max, 299.75);
  const attempts = traces.median?.children.filter(({ name }) => name === 'process airports') ?? [];
  assert.equal(
    attempts.map(({ isError }) => isError),
    [true, false],
  );
});

test('two records with one sequence number in two shards are two records', () => {
  const one = spansOf(story(1));
  const two = spansOf(story(2));
  const attributes = [
    ...(one.record.attributes ?? []),
    ...keyValues({ 'messaging.destination.partition.id': 'shardId-000000000001' }),
  ];

  const { traces } = observe(exportSpans([one, { ...two, record: { ...two.record, attributes } }]));

  assert.is(traces.complete, 2);
});

test('steps that come out negative are counted and taken as 0', () => {
  const skewed = story(2, { madeMs: 8, sentMs: 9 });

  const { split } = observe(exportSpans([spansOf(story(1)), spansOf(skewed)]));

  assert.is(split?.clamped, 1);
  assert.is(split?.madeToArrived.min, 0);
});

test('a record that carries the context of its send span begins there', () => {
  const { made, send, batch, record, write } = spansOf(plainStory);
  const sender = { ...send, kind: 4, traceId: made.traceId, parentSpanId: made.spanId, links: [] };

  const { traces, split } = observe(
    exportSpans([{ made, send: sender, batch, record: { ...record, parentSpanId: send.spanId }, write }]),
  );

  assert.is(split?.madeToArrived.max, 3.25);
  assert.is(traces.median?.name, 'read airport');
  assert.equal(outline(traces.median), [
    'read airport',
    ['send airports', ['process airports', ['PutItem airports'], ['~process airports']]],
  ]);
});

test('a record span that links to its producer and to a write with many records is complete', () => {
  const { made, send, batch, record, write } = spansOf(plainStory);
  const linked: OtlpSpan = {
    ...record,
    traceId: batch.traceId,
    parentSpanId: batch.spanId,
    links: [{ traceId: made.traceId, spanId: made.spanId }],
  };
  const shared: OtlpSpan = {
    ...write,
    traceId: batch.traceId,
    parentSpanId: batch.spanId,
    links: [{ traceId: linked.traceId, spanId: linked.spanId }],
  };

  const { traces, split } = observe(exportSpans([{ made, send, batch, record: linked, write: shared }]));

  assert.is(traces.complete, 1);
  assert.is(split?.processedToWritten.max, 4);
});

test('a write below a span of your own counts, and a read does not', () => {
  const { write, record, ...others } = spansOf(plainStory);
  const own: OtlpSpan = { ...write, spanId: 'c000000000000000', name: 'save', kind: 1, attributes: [] };
  const below = { ...write, parentSpanId: own.spanId };
  const reading = {
    ...below,
    attributes: keyValues({ 'db.system.name': 'aws.dynamodb', 'db.operation.name': 'Query' }),
  };
  const lambda = (spans: readonly OtlpSpan[]) => resourceSpans('airport-consumer', 'handler', spans);

  const written = observe([...exportSpans([{ ...others, record }]), lambda([own, below])]);
  const read = observe([...exportSpans([{ ...others, record }]), lambda([own, reading])]);

  assert.is(written.traces.complete, 1);
  assert.equal(read.traces.missing, { 'no downstream write': 1 });
});

test('a trace is told as a tree with the send call and the batch linked', () => {
  const { traces } = observe(exportSpans([spansOf(plainStory)]));

  assert.equal(outline(traces.median), [
    'read airport',
    ['process airports', ['PutItem airports'], ['~process airports']],
    ['~send airports'],
  ]);
  assert.is(traces.median?.service, 'airport-producer');
  assert.is(traces.median?.children[0]?.kind, 'consumer');
  assert.is(Math.round(traces.median?.children[0]?.children[0]?.durationMs ?? 0), 4);
});

test('the tree of one record leaves out the other records of the same span', () => {
  const one = spansOf(story(1));
  const two = spansOf(story(2));
  const sameMade = {
    ...two,
    record: { ...two.record, traceId: one.made.traceId, parentSpanId: one.made.spanId },
    write: { ...two.write, traceId: one.made.traceId },
  };
  const { made: _made, ...others } = sameMade;

  const { traces } = observe(exportSpans([one, others]));

  assert.is(traces.complete, 2);
  assert.is(traces.median?.children.length, 1);
});

test('the median and the slowest trace are picked by the time from made to written', () => {
  const stories = [130, 900, 115, 120, 140].map((writtenToMs, i) => story(i + 1, { writtenToMs }));

  const { traces } = observe(exportSpans(stories.map((one) => spansOf(one))));

  assert.is(Math.round(traces.median?.children[0]?.children[0]?.durationMs ?? 0), 20);
  assert.is(Math.round(traces.slowest?.children[0]?.children[0]?.durationMs ?? 0), 790);
});

test('times written as numbers are read as those written as strings', () => {
  const asNumber = (span: OtlpSpan): OtlpSpan => ({ ...span, startTimeUnixNano: Number(span.startTimeUnixNano) });
  const { write, ...others } = spansOf(plainStory);

  const { split } = observe(exportSpans([{ ...others, write: asNumber(write) }]));

  assert.is(Math.round(split?.processedToWritten.max ?? 0), 4);
  assert.is(unixNano(0).length, 19);
});

test('without telemetry nothing is made up', () => {
  const { traces, split, window, distributions, counts } = observe([]);

  assert.is(traces.recordsSeen, 0);
  assert.is(traces.median, undefined);
  assert.is(split, undefined);
  assert.is(window, undefined);
  assert.is(distributions.size, 0);
  assert.is(counts.recordsProcessed, undefined);
});

type Outline = readonly (string | Outline)[];

function outline(node: TraceNode | undefined): Outline {
  if (!node) return [];
  return [node.name, ...node.children.map(outline), ...(node.linked ?? []).map(({ name }) => [`~${name}`])];
}

test.run();
