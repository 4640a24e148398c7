import { gunzipSync } from 'node:zlib';
import { createKinesisHandler, takeTraceContext } from '@kinesis-otel/consumer-sdk';
import { buildInvocationContext, buildKinesisEvent, type TestRecord } from '@kinesis-otel/consumer-sdk/testing';
import { readAggregate } from '@kinesis-otel/contract';
import { trace } from '@opentelemetry/api';
import type { KinesisStreamEvent } from 'aws-lambda';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { sampleSpanId, sampleTraceId } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / testing / build-kinesis-event');

const traceparent = `00-${sampleTraceId}-${sampleSpanId}-01`;
const bytesOf = (record: TestRecord): Buffer =>
  Buffer.from(buildKinesisEvent([record]).Records[0]?.kinesis.data ?? '', 'base64');

test('an event has the shape Lambda documents, in the types of @types/aws-lambda', () => {
  const event: KinesisStreamEvent = buildKinesisEvent([{ data: { id: 7 } }, { data: 'text' }], {
    streamName: 'returns',
    shardId: 'shardId-000000000003',
    arrivedAtMs: 1_732_287_000_523,
  });

  const sequenceNumber = '49590338271490256608559692538361571095921575989136588898';
  assert.is(event.Records.length, 2);
  assert.equal(event.Records[0], {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: 'key-0',
      sequenceNumber,
      data: Buffer.from('{"id":7}').toString('base64'),
      approximateArrivalTimestamp: 1_732_287_000.523,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `shardId-000000000003:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: 'arn:aws:iam::123456789012:role/consumer',
    awsRegion: 'eu-west-1',
    eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/returns',
  });
  assert.is(event.Records[1]?.kinesis.sequenceNumber, '49590338271490256608559692538361571095921575989136588899');
});

for (const [what, record, restored] of [
  ['an object', { data: { id: 7 } }, '{"id":7}'],
  ['text', { data: '{"id": 7}' }, '{"id": 7}'],
  ['bytes', { data: Buffer.from('{"id":\t7}') }, '{"id":\t7}'],
  ['a message that is declared', { data: '\u0008\u000b', format: 'protobuf' }, '\u0008\u000b'],
  ['text in an envelope', { data: 'hello', format: 'envelope' }, 'hello'],
] as const) {
  test(`${what} comes with its context in it, and is as it was without`, () => {
    const stamped = bytesOf({ ...record, traceparent, sentAtMs: 5, createdAtMs: 3 });

    const taken = takeTraceContext(stamped);

    assert.is(taken.outcome, 'extracted');
    assert.equal([taken.sentAtMs, taken.createdAtMs], [5, 3]);
    assert.is(trace.getSpanContext(taken.context)?.traceId, sampleTraceId);
    assert.is(Buffer.from(taken.payload).toString(), restored);
    assert.is(bytesOf(record).toString(), restored);
  });
}

test('gzip compresses, with the context in its header', () => {
  const taken = takeTraceContext(bytesOf({ data: { id: 7 }, gzip: true, traceparent }));

  assert.is(trace.getSpanContext(taken.context)?.spanId, sampleSpanId);
  assert.is(gunzipSync(taken.payload).toString(), '{"id":7}');
  assert.is(gunzipSync(bytesOf({ data: { id: 7 }, gzip: true })).toString(), '{"id":7}');
});

test('an aggregate holds its user records, and a context for each', () => {
  const aggregate = [{ id: 7 }, 'text'];

  const stamped = readAggregate(bytesOf({ aggregate, traceparent }));
  const plain = readAggregate(bytesOf({ aggregate, partitionKey: 'k' }));

  assert.equal(
    stamped?.map(({ data, tags }) => [Buffer.from(data).toString(), tags.length]),
    [
      ['{"id":7}', 1],
      ['text', 1],
    ],
  );
  assert.equal(
    plain?.map(({ partitionKey, tags }) => [partitionKey, tags.length]),
    [
      ['k', 0],
      ['k', 0],
    ],
  );
});

test('a record may have its own key, number and time, or no key at all', () => {
  const event = buildKinesisEvent([{ data: '1', partitionKey: null, sequenceNumber: '42', arrivedAtMs: 1_500 }]);

  const { partitionKey, sequenceNumber, approximateArrivalTimestamp } = event.Records[0]?.kinesis ?? {};
  assert.equal([partitionKey, sequenceNumber, approximateArrivalTimestamp], [null, '42', 1.5]);
});

test('left alone, a record has just arrived, and was sent before', () => {
  const { Records } = buildKinesisEvent([{ data: '{}', traceparent }]);

  const arrivedAtMs = (Records[0]?.kinesis.approximateArrivalTimestamp ?? 0) * 1_000;
  const { sentAtMs } = takeTraceContext(Buffer.from(Records[0]?.kinesis.data ?? '', 'base64'));
  assert.ok(arrivedAtMs <= Date.now() && arrivedAtMs > Date.now() - 60_000);
  assert.ok(Number(sentAtMs) < arrivedAtMs);
});

for (const [what, records, option] of [
  ['a payload where a record should be', [{ id: 7 }], 'id'],
  ['a record of nothing', [{}], 'data'],
  ['a record of both', [{ data: 1, aggregate: [1] }], 'data'],
  ['what JSON cannot say', [{ data: () => 1 }], 'data'],
  ['a traceparent that is none', [{ data: {}, traceparent: 'x' }], 'traceparent'],
  ['context for a payload that carries none', [{ data: [1], traceparent }], 'traceparent'],
  ['a number that is not of digits', [{ data: 1, sequenceNumber: '0x2a' }], 'sequenceNumber'],
  ['a time that is none', [{ data: 1, arrivedAtMs: Number.NaN }], 'arrivedAtMs'],
  ['a date where milliseconds should be', [{ data: {}, traceparent, sentAtMs: new Date() }], 'sentAtMs'],
  ['a partition key that is no text', [{ data: 1, partitionKey: 7 }], 'partitionKey'],
  ['a format that there is not', [{ data: 1, format: 'xml' }], 'format'],
  [
    'an envelope without a partition key',
    [{ data: 1, format: 'envelope', partitionKey: null, traceparent }],
    'partitionKey',
  ],
  ['no list', { data: 1 }, 'records'],
] as const) {
  test(`${what} is refused by name`, () => {
    assert.throws(
      () => buildKinesisEvent(records as never),
      (error: { option?: string }) => error.option === option,
    );
  });
}

for (const [option, value] of [
  ['arrivedAtMs', Number.POSITIVE_INFINITY],
  ['firstSequenceNumber', 'first'],
] as const) {
  test(`an event’s ${option} that is ${value} is refused by name`, () => {
    assert.throws(
      () => buildKinesisEvent([{ data: 1 }], { [option]: value }),
      (error: { option?: string }) => error.option === option,
    );
  });
}

test('a handler takes the event and the context as Lambda’s', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const seen: unknown[] = [];
  const handler = createKinesisHandler(({ data }) => seen.push(data), { tracerProvider, meterProvider });

  await handler(buildKinesisEvent([{ data: { id: 7 }, traceparent }]), buildInvocationContext());

  assert.equal(seen, [{ id: 7 }]);
  assert.ok(spans().some((span) => span.spanContext().traceId === sampleTraceId));
});

test.run();
