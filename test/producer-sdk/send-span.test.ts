import { ROOT_CONTEXT, type SpanContext, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BoundTraceContext } from '../../packages/producer-sdk/src/bind-trace-context.ts';
import type { OutgoingBatch } from '../../packages/producer-sdk/src/outgoing-batch.ts';
import { outcomeOfError, outcomeOfOutput } from '../../packages/producer-sdk/src/put-outcome.ts';
import { endSendSpan, startSendSpan } from '../../packages/producer-sdk/src/send-span.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / send-span');

const entry = { Data: '{}', PartitionKey: 'k' };
const putRecord: OutgoingBatch = { operation: 'PutRecord', streamName: 'orders', entries: [entry] };
const putRecords: OutgoingBatch = { operation: 'PutRecords', streamName: 'orders', entries: [entry, entry, entry] };

function makeSpan(batch: OutgoingBatch, bound: Parameters<typeof startSendSpan>[2], end: typeof endSendSpan) {
  const telemetry = createInMemoryTelemetry();
  const span = startSendSpan(telemetry.tracerProvider.getTracer('test'), batch, bound, ROOT_CONTEXT);
  end(span, outcomeOfOutput(undefined, batch.entries.length));
  const [ended] = telemetry.spans();
  assert.ok(ended);
  return ended;
}

function boundTo(spanContext: SpanContext): BoundTraceContext {
  return { spanContext, context: contextOf(spanContext), createdAtMs: 1 };
}

test('a put of records is a PRODUCER span with the attributes of a batch', () => {
  const span = makeSpan(putRecords, [undefined, undefined, undefined], endSendSpan);

  assert.equal([span.name, span.kind, span.status.code], ['send orders', SpanKind.PRODUCER, SpanStatusCode.UNSET]);
  assert.equal(span.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'orders',
    'aws.kinesis.stream_name': 'orders',
    'messaging.batch.message_count': 3,
  });
});

test('a put of one record has no batch count', () => {
  const span = makeSpan(putRecord, [undefined], endSendSpan);

  assert.is(span.attributes['messaging.batch.message_count'], undefined);
});

test('a put whose records bring contexts is a CLIENT span, linked once to each', () => {
  const contexts = [numberedSpanContext(1, 1), numberedSpanContext(1, 2), numberedSpanContext(1, 1)];

  const span = makeSpan(putRecords, contexts.map(boundTo), endSendSpan);

  assert.is(span.kind, SpanKind.CLIENT);
  assert.equal(
    span.links.map(({ context }) => context.spanId.at(-1)),
    ['1', '2'],
  );
});

test('one bound context among many records makes a CLIENT span', () => {
  const bound = boundTo(numberedSpanContext(1, 1));

  const span = makeSpan(putRecords, [undefined, bound, undefined], endSendSpan);

  assert.equal([span.kind, span.links.length], [SpanKind.CLIENT, 1]);
});

test('the first 128 contexts are linked, and the SDK drops none of them', () => {
  const bound = Array.from({ length: 500 }, (_, index) => boundTo(numberedSpanContext(1, index + 1)));

  const span = makeSpan({ ...putRecords, entries: bound.map(() => entry) }, bound, endSendSpan);

  assert.equal([span.links.length, span.droppedLinksCount], [128, 0]);
  assert.is(Number.parseInt(span.links[127]?.context.spanId ?? '', 16), 128);
});

test('rejected records make the span an error that names every code and its count', () => {
  const rejected = [{ ErrorCode: 'InternalFailure' }, { ErrorCode: 'ThrottlingException' }, {}];

  const span = makeSpan(putRecords, [], (each) => endSendSpan(each, outcomeOfOutput({ Records: rejected }, 3)));

  assert.is(span.attributes['error.type'], 'InternalFailure');
  assert.equal(span.status, {
    code: SpanStatusCode.ERROR,
    message: '2 of 3 records rejected (InternalFailure: 1, ThrottlingException: 1)',
  });
});

test('a call that failed makes the span an error of that name', () => {
  const error = { name: 'ResourceNotFoundException' };

  const span = makeSpan(putRecords, [], (each) => endSendSpan(each, outcomeOfError(error, 3)));

  assert.is(span.attributes['error.type'], 'ResourceNotFoundException');
  assert.is(span.status.code, SpanStatusCode.ERROR);
});

test.run();
