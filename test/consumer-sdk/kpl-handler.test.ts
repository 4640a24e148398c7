import { createKinesisHandler, instrumentKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { kplFormat } from '@kinesis-otel/contract';
import { trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, sequenceNumber, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { invalidKplPayloads } from '../support/kpl-payloads.ts';
import { aggregateOf, lengthField, tagField, userRecord } from '../support/protobuf-bytes.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / KPL aggregates');

const carrierText = (traceNumber: number) =>
  `{"traceparent":"${numberedCarrier(traceNumber, 1).traceparent}","sentAt":1732287000123}`;
const tagged = (data: string, traceNumber: number, key = 0) =>
  userRecord(key, data, tagField('_otel', carrierText(traceNumber)));

/** Three user records, of two keys and two traces; the second carries nothing. */
const aggregate = aggregateOf(
  lengthField(1, 'order-1'),
  lengthField(1, 'order-2'),
  tagged('{"n":1}', 1),
  userRecord(1, '{"n":2}'),
  tagged('{"n":3}', 3),
);
const mixed = buildKinesisEvent([stampJson('{"n":0}', numberedCarrier(9, 1)), aggregate, '{"n":4}']);

function createHandler(options: KinesisHandlerOptions = {}, failAt = -1) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const done: {
    readonly n: number;
    readonly key: string | null;
    readonly sub: number | undefined;
    readonly traceId: string | undefined;
  }[] = [];
  const handler = createKinesisHandler<{ n: number }>(
    ({ data: { n }, partitionKey, subSequenceNumber }) => {
      done.push({
        n,
        key: partitionKey,
        sub: subSequenceNumber,
        traceId: trace.getActiveSpan()?.spanContext().traceId,
      });
      if (n === failAt) throw new Error('bad');
    },
    { ...atAnyAge, reportBatchItemFailures: true, ...options, tracerProvider, meterProvider },
  );
  return { handler, done, spans, sum };
}

test('each user record is worked on by itself, with its own key and in its own producer’s trace', async () => {
  const { handler, done, spans } = createHandler();

  await handler(mixed);

  assert.equal(
    done.map(({ n, key, sub }) => [n, key, sub]),
    [
      [0, 'key-0', undefined],
      [1, 'order-1', 0],
      [2, 'order-2', 1],
      [3, 'order-1', 2],
      [4, 'key-2', undefined],
    ],
  );
  const batchTrace = spans().at(-1)?.spanContext().traceId;
  const traces = done.map(({ traceId }) => (traceId === batchTrace ? 'batch' : traceId?.at(-1)));
  assert.equal(traces, ['9', '1', 'batch', '3', 'batch']);
});

test('a batch is as large as Lambda delivered it, and its user records are counted each', async () => {
  const { handler, sum } = createHandler();

  await handler(mixed);

  assert.equal([await sum('BatchSize'), await sum('RecordProcessingSuccess')], [3, 5]);
  const outcomes = ['extracted', 'missing'].map((outcome) => sum('TraceContextExtraction', { outcome }));
  assert.equal(await Promise.all(outcomes), [3, 2]);
});

test('a failed user record reports its aggregate, whose other records come again', async () => {
  const { handler, done, sum } = createHandler({}, 2);

  const response = await handler(mixed);

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
  assert.equal(
    done.map(({ n }) => n),
    [0, 1, 2],
  );
  const counts = ['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure'].map((each) => sum(each));
  assert.equal(await Promise.all(counts), [1, 1, 1]);
});

test('with continue, a failed user record blocks its own key, in its aggregate and behind', async () => {
  const { handler, done } = createHandler({ onFailure: 'continue' }, 1);

  const response = await handler(mixed);

  assert.equal(
    done.map(({ n }) => n),
    [0, 1, 2, 4],
  );
  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
});

for (const [what, payload] of Object.entries(invalidKplPayloads)) {
  test(`${what} is one plain record`, async () => {
    const seen: unknown[] = [];
    const { tracerProvider, meterProvider } = createInMemoryTelemetry();
    const bytes = createKinesisHandler<Buffer>(({ data }) => void seen.push(data), {
      decode: 'bytes',
      tracerProvider,
      meterProvider,
    });

    await bytes(buildKinesisEvent([payload]));

    assert.equal(seen, [payload]);
  });
}

test('an aggregate of no records is one plain record: nothing that was delivered is lost', async () => {
  const empty = aggregateOf(lengthField(1, 'a'));
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const seen: unknown[] = [];
  const options = { decode: 'bytes', tracerProvider, meterProvider } as const;

  await createKinesisHandler<Buffer>(({ data }) => void seen.push(data), options)(buildKinesisEvent([empty]));

  assert.equal(seen, [empty]);
});

test('a batch handler sees the aggregate as its producer made it, and its user records are followed', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const plain = aggregateOf(lengthField(1, 'a'), userRecord(0, '{"n":1}'), userRecord(0, '{"n":2}'));
  const stamped = kplFormat.write(plain, numberedCarrier(5, 1)) ?? plain;
  let seen: WireKinesisEvent | undefined;
  const handler = instrumentKinesisHandler(
    async (event: WireKinesisEvent) => {
      seen = event;
    },
    { ...atAnyAge, tracerProvider, meterProvider },
  );

  await handler(buildKinesisEvent([stamped, '{}']));

  assert.equal(seen, buildKinesisEvent([plain, '{}']));
  assert.is(await sum('RecordProcessingSuccess'), 3);
  const group = spans().find(
    ({ attributes }) =>
      attributes['kinesis_otel.span_source'] === 'handler' && attributes['messaging.batch.message_count'] === 2,
  );
  assert.is(group?.spanContext().traceId.at(-1), '5');
});

test.run();
