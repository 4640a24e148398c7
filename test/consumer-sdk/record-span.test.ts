import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createContextOf } from '../../packages/consumer-sdk/src/record-context.ts';
import { createRecordSpans, endRecordSpan, type RecordScope } from '../../packages/consumer-sdk/src/record-span.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { arrivedAtMs, sequenceNumber } from '../support/kinesis-event.ts';
import { receivedRecord, receivedRecords } from '../support/received-records.ts';
import { numberedCarrier, sampleSpanId, sampleTraceId, stampJson } from '../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('consumer-sdk / record-span');

const batchSpan = numberedSpanContext(1, 2);
const batchContext = contextOf(batchSpan);

function createSpans(maxRecordSpans = 200) {
  const { tracerProvider, spans } = createInMemoryTelemetry();
  const input = { streamName: 'orders', batchContext, batchSpan, maxRecordSpans, contextOf: createContextOf({}) };
  return { ...createRecordSpans(tracerProvider.getTracer('test'), input), spans };
}

function activeIn({ context }: RecordScope) {
  return trace.getSpanContext(context);
}

const stamped = receivedRecord(stampJson('{}'));
const unsampled = receivedRecord(stampJson('{}', numberedCarrier(9, 8, '00')));
const bare = receivedRecord('{}');

test('a record with a context continues its producer’s trace and links to the batch', () => {
  const { open, spans } = createSpans();

  const scope = open(stamped);
  scope.span?.end();

  const [span] = spans();
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
  const { open, spans } = createSpans();

  open(bare).span?.end();

  const [span] = spans();
  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [batchSpan.traceId, batchSpan.spanId]);
  assert.is(span?.links.length, 0);
});

test('a span says which record it is', () => {
  const { open, spans } = createSpans();

  open(stamped).span?.end();

  assert.equal(spans()[0]?.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'orders',
    'messaging.destination.partition.id': 'shardId-000000000006',
    'messaging.message.id': sequenceNumber(0),
    'kinesis_otel.arrived_at_ms': arrivedAtMs,
  });
});

test('an unsampled record makes no span, takes none of the budget, and runs in its producer’s context', () => {
  const { open, dropped } = createSpans(1);

  const scopes = [open(unsampled), open(unsampled), open(stamped)];

  assert.equal(
    scopes.map(({ span }) => span === undefined),
    [true, true, false],
  );
  const [first] = scopes;
  assert.is(first && activeIn(first), unsampled.producerContext);
  assert.is(dropped(), 0);
});

test('the budget is spent in order, and what is beyond it counted', () => {
  const { open, dropped } = createSpans(2);
  const records = receivedRecords(Array.from({ length: 5 }, () => stampJson('{}')));

  const scopes = records.map((record) => open(record));

  assert.equal(
    scopes.map(({ span }) => span !== undefined),
    [true, true, false, false, false],
  );
  assert.is(dropped(), 3);
});

test('beyond the budget a record runs in its producer’s context, or in the batch’s', () => {
  const { open } = createSpans(0);

  const scopes = [open(stamped), open(bare)];

  assert.equal(scopes.map(activeIn), [stamped.producerContext, batchSpan]);
});

test('a span made afterwards starts when it is told to', () => {
  const { open, spans } = createSpans();

  const { span } = open(stamped, { startTime: 1_732_287_001_000 });
  if (span) endRecordSpan(span, undefined, undefined, 1_732_287_001_250);

  assert.equal(
    [spans()[0]?.startTime, spans()[0]?.endTime],
    [
      [1_732_287_001, 0],
      [1_732_287_001, 250_000_000],
    ],
  );
  assert.is(spans()[0]?.status.code, SpanStatusCode.UNSET);
});

for (const [what, error, status] of [
  ['an error', new TypeError('bad field'), { code: SpanStatusCode.ERROR, message: 'bad field' }],
  ['something else', 'bad', { code: SpanStatusCode.ERROR }],
] as const) {
  test(`a record that failed with ${what} ends in error`, () => {
    const { open, spans } = createSpans();

    const { span } = open(stamped);
    if (span) endRecordSpan(span, 'TypeError', error);

    assert.equal(spans()[0]?.status, status);
    assert.is(spans()[0]?.attributes['error.type'], 'TypeError');
  });
}

test.run();
