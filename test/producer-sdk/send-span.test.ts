import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outcomeOfError, outcomeOfOutput } from '../../packages/producer-sdk/src/outcome/put-outcome.ts';
import type { OutgoingBatch } from '../../packages/producer-sdk/src/outgoing-batch.ts';
import { endSendSpan, startSendSpan } from '../../packages/producer-sdk/src/send-span.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / send-span');

const stream = { StreamName: 'orders' };
const entry = { Data: '{}', PartitionKey: 'k' };
const putRecord: OutgoingBatch = { operation: 'PutRecord', streamName: 'orders', stream, entries: [entry] };
const putRecords: OutgoingBatch = { ...putRecord, operation: 'PutRecords', entries: [entry, entry, entry] };

function makeSpan(batch: OutgoingBatch, end: typeof endSendSpan = endSendSpan, isOfOwnContexts = false) {
  const telemetry = createInMemoryTelemetry();
  const links = isOfOwnContexts ? [{ context: numberedSpanContext(1, 1) }] : [];
  const tracer = telemetry.tracerProvider.getTracer('test');
  const parent = contextOf(numberedSpanContext(7, 8));
  const span = startSendSpan(tracer, batch, { isOfOwnContexts, links, parent, attributes: {} });
  end(span, outcomeOfOutput(undefined, batch.entries.length));
  const [ended] = telemetry.spans();
  assert.ok(ended);
  return ended;
}

test('a put of records is a PRODUCER span with the attributes of a batch', () => {
  const span = makeSpan(putRecords);

  assert.equal([span.name, span.kind, span.status.code], ['send orders', SpanKind.PRODUCER, SpanStatusCode.UNSET]);
  assert.is(span.parentSpanContext?.spanId, numberedSpanContext(7, 8).spanId);
  assert.equal(span.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'orders',
    'aws.kinesis.stream_name': 'orders',
    'messaging.batch.message_count': 3,
  });
});

test('a put that names its stream by ARN says it', () => {
  const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders';

  const span = makeSpan({ ...putRecord, stream: { StreamARN } });

  assert.is(span.attributes['cloud.resource_id'], StreamARN);
});

test('a put of one record has no batch count', () => {
  const span = makeSpan(putRecord);

  assert.is(span.attributes['messaging.batch.message_count'], undefined);
});

test('a put whose records bring contexts is a CLIENT span with links', () => {
  const span = makeSpan(putRecords, endSendSpan, true);

  assert.equal([span.kind, span.links.length], [SpanKind.CLIENT, 1]);
});

test('rejected records make the span an error that names every code and its count', () => {
  const rejected = [{ ErrorCode: 'InternalFailure' }, { ErrorCode: 'ThrottlingException' }, {}];

  const span = makeSpan(putRecords, (each) => endSendSpan(each, outcomeOfOutput({ Records: rejected }, 3)));

  assert.is(span.attributes['error.type'], 'InternalFailure');
  assert.is(span.attributes['kinesis_otel.rejected_records'], 2);
  assert.equal(span.status, {
    code: SpanStatusCode.ERROR,
    message: '2 of 3 records rejected (InternalFailure: 1, ThrottlingException: 1)',
  });
});

test('a call that failed makes the span an error of that name', () => {
  const error = { name: 'ResourceNotFoundException' };

  const span = makeSpan(putRecords, (each) => endSendSpan(each, outcomeOfError(error, 3)));

  assert.is(span.attributes['error.type'], 'ResourceNotFoundException');
  assert.is(span.status.code, SpanStatusCode.ERROR);
});

test.run();
