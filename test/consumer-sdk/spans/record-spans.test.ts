import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { contextOfRecord, findProducerContexts } from '../../../packages/consumer-sdk/src/records/producer-contexts.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { createContextOf } from '../../../packages/consumer-sdk/src/records/record-context.ts';
import type { RecordEnd } from '../../../packages/consumer-sdk/src/spans/outcome-spans.ts';
import { planRecordSpans, type RecordSpanRules } from '../../../packages/consumer-sdk/src/spans/record-span-plan.ts';
import {
  createRecordSpans,
  type RecordScope,
  type RecordSpansInput,
} from '../../../packages/consumer-sdk/src/spans/record-spans.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { arrivedAtMs, sequenceNumber } from '../../support/kinesis-event.ts';
import { kplPayloads } from '../../support/kpl-payloads.ts';
import { receivedRecords } from '../../support/received-records.ts';
import { numberedCarrier, sampleSpanId, sampleTraceId, stamp, stampJson } from '../../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / record-spans');

const batchSpan = numberedSpanContext(1, 2);
const batchContext = contextOf(batchSpan);
const stamped = stampJson('{}');
const unsampled = stampJson('{}', numberedCarrier(9, 8, '00'));
const bare = '{}';
const success: RecordEnd = { endedAtMs: 1_732_287_001_250, durationMs: 5, errorType: undefined };
const failure: RecordEnd = { ...success, errorType: 'TypeError', error: new TypeError('bad field') };

function createSpans(
  payloads: readonly (string | Uint8Array)[],
  rules: Partial<RecordSpanRules> = {},
  input: Partial<RecordSpansInput> = {},
) {
  const { tracerProvider, spans } = createInMemoryTelemetry();
  const records = receivedRecords(payloads);
  const usual: RecordSpanRules = { mode: 'auto', maxRecordSpans: 200, isLate: () => false };
  const recordSpans = createRecordSpans(() => tracerProvider.getTracer('test'), {
    plan: planRecordSpans(records, findProducerContexts(records, 20), { ...usual, ...rules }),
    ...{ streamName: 'orders', batchContext, batchSpan, contextOf: createContextOf({}) },
    ...{ slowRecordMs: 1_000, xray: false, serviceName: 'consumer', ...input },
  });
  const run = (record: ReadRecord, end: RecordEnd = success): RecordScope => {
    const scope = recordSpans.open(record);
    recordSpans.close(record, scope, end);
    return scope;
  };
  return { ...recordSpans, run, spans, records };
}

function activeIn({ context }: RecordScope) {
  return trace.getSpanContext(context);
}

/** Runs one record, and gives its scope and its span. */
function runOne(payload: string | Uint8Array, rules: Partial<RecordSpanRules> = {}, input = {}, end = success) {
  const { run, records, spans } = createSpans([payload], rules, input);
  const scopes = records.map((record) => run(record, end));
  return { scope: scopes[0] as RecordScope, span: spans()[0], records };
}

test('a record with a context continues its producer’s trace and links to the batch', () => {
  const { scope, span } = runOne(stamped);

  assert.equal([span?.name, span?.kind], ['process orders', SpanKind.CONSUMER]);
  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [sampleTraceId, sampleSpanId]);
  assert.is(span?.parentSpanContext?.isRemote, true);
  assert.equal(
    span?.links.map(({ context }) => context),
    [batchSpan],
  );
  assert.is(activeIn(scope)?.spanId, span?.spanContext().spanId);
});

test('a record without a context is a child of the batch, without a link', () => {
  const { span } = runOne(bare);

  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [batchSpan.traceId, batchSpan.spanId]);
  assert.is(span?.links.length, 0);
});

for (const [what, rules] of [
  ['in link mode', { mode: 'link' }],
  ['in auto mode, where it is late', { isLate: () => true }],
] as const) {
  test(`${what} a record is a child of the batch and links to its producer`, () => {
    const { span, scope } = runOne(stamped, rules);

    assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [batchSpan.traceId, batchSpan.spanId]);
    assert.equal(
      span?.links.map(({ context }) => [context.traceId, context.spanId]),
      [[sampleTraceId, sampleSpanId]],
    );
    assert.is(activeIn(scope)?.traceId, batchSpan.traceId);
  });
}

test('no incoming context is active in link mode, with or without a span', () => {
  const { run, records } = createSpans([unsampled, stamped], { mode: 'link', maxRecordSpans: 0 });

  assert.equal(
    records.map((record) => activeIn(run(record))),
    [batchSpan, batchSpan],
  );
});

test('with record spans off all runs in the batch’s, and no outcome makes a span', () => {
  const { run, records, spans } = createSpans([unsampled, stamped, bare], { mode: 'off' });

  const scopes = records.map((record) => run(record, failure));

  assert.equal(scopes.map(activeIn), [batchSpan, batchSpan, batchSpan]);
  assert.equal(spans(), []);
});

test('a span says which record it is', () => {
  const { span } = runOne(stamped);

  assert.equal(span?.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'orders',
    'messaging.destination.partition.id': 'shardId-000000000006',
    'messaging.message.id': sequenceNumber(0),
    'kinesis_otel.arrived_at_ms': arrivedAtMs,
  });
});

test('a user record’s span says its place in its aggregate', () => {
  const { run, records, spans } = createSpans([stamp(kplPayloads['a KPL aggregate'] ?? '')], { mode: 'child' });

  for (const record of records) run(record);

  assert.equal(
    spans().map(({ attributes }) => [
      attributes['messaging.message.id'],
      attributes['kinesis_otel.sub_sequence_number'],
    ]),
    [
      [sequenceNumber(0), 0],
      [sequenceNumber(0), 1],
    ],
  );
});

test('records of one context share one span, which ends with the last of them', () => {
  const { open, close, records, spans } = createSpans([stamped, stamped, bare]);

  const [first, second] = records.map((record) => ({ record, scope: open(record) }));
  if (first) close(first.record, first.scope, success);
  const endedAfterFirst = spans().length;
  if (second) close(second.record, second.scope, success);

  const [span] = spans();
  assert.equal([endedAfterFirst, spans().length], [0, 1]);
  assert.is(first && activeIn(first.scope)?.spanId, span?.spanContext().spanId);
  assert.is(second && activeIn(second.scope)?.spanId, span?.spanContext().spanId);
  assert.equal([span?.parentSpanContext?.spanId, span?.attributes['messaging.batch.message_count']], [sampleSpanId, 2]);
  assert.not('messaging.message.id' in (span?.attributes ?? {}));
});

test('a failed record of a group has a span of its own in the group’s, and both are errors', () => {
  const { run, records, spans } = createSpans([stamped, stamped]);

  for (const record of records) run(record, record === records[0] ? failure : success);

  const [own, group] = spans();
  assert.is(own?.parentSpanContext?.spanId, group?.spanContext().spanId);
  assert.equal(
    [own?.attributes['messaging.message.id'], own?.attributes['kinesis_otel.span_source']],
    [sequenceNumber(0), 'outcome'],
  );
  for (const span of [own, group]) assert.equal([span?.status.code, span?.attributes['error.type']], [2, 'TypeError']);
});

test('a group some of whose records were not attempted ends with the batch', () => {
  const { run, records, spans, endAll } = createSpans([stamped, stamped]);

  if (records[0]) run(records[0]);
  endAll(4_102_444_800_250);

  assert.equal(
    spans().map(({ endTime }) => endTime),
    [[4_102_444_800, 250_000_000]],
  );
});

test('an unsampled record makes no span, and runs in its producer’s context', () => {
  const { run, records, spans } = createSpans([unsampled]);

  const scopes = records.map((record) => run(record, failure));

  assert.equal(scopes.map(activeIn), [records[0] && contextOfRecord(records[0])]);
  assert.equal(spans(), []);
});

test('beyond the budget a record runs in its producer’s context, or in the batch’s, and is counted', () => {
  const { run, records, dropped, spans } = createSpans([stamped, bare], { maxRecordSpans: 0 });

  const scopes = records.map((record) => run(record));

  assert.equal(scopes.map(activeIn), [records[0] && contextOfRecord(records[0]), batchSpan]);
  assert.equal([spans(), dropped()], [[], 2]);
});

for (const [what, end] of [
  ['failed', failure],
  ['was slow', { ...success, durationMs: 1_000 }],
] as const) {
  test(`beyond the budget a record that ${what} gets a span without children`, () => {
    const { span, scope } = runOne(stamped, { maxRecordSpans: 0 }, {}, end);

    assert.equal(
      [span?.parentSpanContext?.spanId, span?.attributes['kinesis_otel.span_source']],
      [sampleSpanId, 'outcome'],
    );
    assert.is(activeIn(scope)?.spanId, sampleSpanId);
    assert.is(span?.attributes['error.type'], end.errorType);
  });
}

test('what counts as slow is an option', () => {
  const { span } = runOne(stamped, { maxRecordSpans: 0 }, { slowRecordMs: 5 });

  assert.is(span?.attributes['kinesis_otel.span_source'], 'outcome');
});

test('a batch makes 20 spans without children at most, and counts failed records of groups beyond them', () => {
  const payloads = Array.from({ length: 30 }, () => stamped);
  const { run, records, spans, dropped } = createSpans(payloads);

  for (const record of records) run(record, failure);

  assert.equal([spans().length, dropped()], [21, 10]);
});

test('a span made afterwards has the handler’s times, and says so', () => {
  const { make, records, spans } = createSpans([stamped]);

  for (const record of records) make(record, 1_732_287_001_000, success);

  const [span] = spans();
  assert.equal(
    [span?.startTime, span?.endTime],
    [
      [1_732_287_001, 0],
      [1_732_287_001, 250_000_000],
    ],
  );
  assert.equal([span?.status.code, span?.attributes['kinesis_otel.span_source']], [SpanStatusCode.UNSET, 'handler']);
});

test('spans made afterwards are grouped too, with one for each failed record', () => {
  const { make, records, spans } = createSpans([stamped, stamped, unsampled]);

  for (const record of records) make(record, 1_732_287_001_000, record === records[1] ? failure : success);

  assert.equal(
    spans().map(({ attributes }) => attributes['kinesis_otel.span_source']),
    ['outcome', 'handler'],
  );
  assert.is(spans()[1]?.attributes['messaging.batch.message_count'], 2);
});

for (const [what, end, status] of [
  ['an error', failure, { code: SpanStatusCode.ERROR, message: 'bad field' }],
  ['something else', { ...failure, error: 'bad' }, { code: SpanStatusCode.ERROR }],
] as const) {
  test(`a record that failed with ${what} ends in error`, () => {
    const { span } = runOne(stamped, {}, {}, end);

    assert.equal(span?.status, status);
    assert.is(span?.attributes['error.type'], 'TypeError');
  });
}

for (const [payload, rules, isRoot] of [
  [stamped, {}, true],
  [stamped, { mode: 'link' }, false],
  [bare, {}, false],
] as const) {
  test(`with X-Ray on, a span whose parent is ${isRoot ? '' : 'not '}remote is ${isRoot ? 'a' : 'no'} segment of the function`, () => {
    const { span } = runOne(payload, rules, { xray: true });

    const { 'aws.span.kind': kind, 'aws.local.service': service } = span?.attributes ?? {};
    assert.equal([kind, service], isRoot ? ['LOCAL_ROOT', 'consumer'] : [undefined, undefined]);
  });
}

test.run();
