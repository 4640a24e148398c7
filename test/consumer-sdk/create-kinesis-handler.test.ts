import { createKinesisHandler, type KinesisHandlerOptions, type KinesisRecord } from '@kinesis-otel/consumer-sdk';
import { context, type SpanContext, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getInvocation } from '../../packages/consumer-sdk/src/invocation-on-context.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import {
  arrivedAtMs,
  atAnyAge,
  buildKinesisEvent,
  buildLambdaContext,
  sequenceNumber,
} from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / create-kinesis-handler');

interface Seen {
  readonly record: KinesisRecord;
  readonly active: SpanContext | undefined;
}

function createHandler(options: KinesisHandlerOptions = {}) {
  const { tracerProvider, meterProvider, spans, batchSpan, sum } = createInMemoryTelemetry();
  const seen: Seen[] = [];
  const handler = createKinesisHandler(
    async (record) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push({ record, active: trace.getActiveSpan()?.spanContext() });
    },
    { ...atAnyAge, ...options, tracerProvider, meterProvider },
  );
  return { handler, seen, spans, batchSpan, sum };
}

const event = buildKinesisEvent([
  stampJson('{"n":1}', numberedCarrier(1, 1)),
  '{"n":2}',
  stampJson('{"n":3}', numberedCarrier(3, 1, '00')),
]);

test('the function gets each record in order, decoded, without its carrier', async () => {
  const { handler, seen } = createHandler();

  await handler(event);

  assert.equal(
    seen.map(({ record }) => record),
    [1, 2, 3].map((n, index) => ({
      data: { n },
      partitionKey: `key-${index}`,
      sequenceNumber: sequenceNumber(index),
      subSequenceNumber: undefined,
      shardId: 'shardId-000000000006',
      streamName: 'orders',
      arrivedAtMs: arrivedAtMs + index,
    })),
  );
});

test('Lambda’s event stays as it was, frozen or not', async () => {
  const { handler } = createHandler();
  const before = structuredClone(event);
  for (const record of event.Records) Object.freeze(Object.freeze(record).kinesis);

  await handler(Object.freeze(event));

  assert.equal(event, before);
});

test('a record that carried a context runs in its producer’s trace, inside its own span', async () => {
  const { handler, seen, spans, batchSpan } = createHandler();

  await handler(event, buildLambdaContext());

  const batch = batchSpan();
  const own = spans()[0];
  assert.is(seen[0]?.active?.traceId, '1'.padStart(32, '0'));
  assert.is(seen[0]?.active?.spanId, own?.spanContext().spanId);
  assert.is(own?.parentSpanContext?.spanId, '1'.padStart(16, '0'));
  assert.equal(
    own?.links.map(({ context }) => context.spanId),
    [batch?.spanContext().spanId],
  );
  assert.equal(
    batch?.links.map(({ context }) => context.traceId.at(-1)),
    ['1', '3'],
  );
});

test('a record without a context runs in a child of the batch', async () => {
  const { handler, seen, spans, batchSpan } = createHandler();

  await handler(event);

  const batch = batchSpan();
  const own = spans()[1];
  assert.is(seen[1]?.active?.spanId, own?.spanContext().spanId);
  assert.is(own?.parentSpanContext?.spanId, batch?.spanContext().spanId);
});

test('an unsampled record runs in its producer’s context, without a span', async () => {
  const { handler, seen, spans } = createHandler();

  await handler(event);

  assert.equal(seen[2]?.active, {
    traceId: '3'.padStart(32, '0'),
    spanId: '1'.padStart(16, '0'),
    traceFlags: 0,
    isRemote: true,
  });
  assert.is(spans().length, 4);
});

test('beyond the budget of spans every record is done and counted, and the spans left out are counted', async () => {
  const { handler, seen, spans, batchSpan, sum } = createHandler({ maxRecordSpans: 1, maxLinks: 1 });

  await handler(event);

  assert.equal([seen.length, await sum('RecordProcessingSuccess')], [3, 3]);
  assert.equal([spans().length, batchSpan()?.links.length], [3, 1]);
  assert.equal([await sum('SpansDropped'), await sum('LinksDropped')], [1, 0]);
});

test('ten thousand records of as many traces keep to the bounds, and all are done', async () => {
  const { handler, seen, spans, batchSpan, sum } = createHandler();
  const payloads = Array.from({ length: 10_000 }, (_, index) => stampJson('{}', numberedCarrier(index + 1, 1)));

  await handler(buildKinesisEvent(payloads));

  assert.equal([seen.length, await sum('RecordProcessingSuccess')], [10_000, 10_000]);
  assert.equal([spans().length, batchSpan()?.links.length], [202, 20]);
  assert.equal([await sum('SpansDropped'), await sum('LinksDropped')], [9_800, 9_980]);
});

for (const [decode, data] of [
  ['text', '{"n":1}'],
  ['bytes', Buffer.from('{"n":1}')],
] as const) {
  test(`data comes as ${decode}, where that is asked for`, async () => {
    const { handler, seen } = createHandler({ decode });

    await handler(event);

    assert.equal(seen[0]?.record.data, data);
  });
}

test('an empty batch answers, and is measured', async () => {
  const { handler, seen, sum } = createHandler({ reportBatchItemFailures: true });

  const response = await handler({ Records: [] });

  assert.equal(response, { batchItemFailures: [] });
  assert.equal([seen.length, await sum('BatchSize'), await sum('RecordProcessingSuccess')], [0, 0, 0]);
});

test('an event of another kind is refused', async () => {
  const { handler } = createHandler();

  const error = await rejects(handler({ detail: {} } as never));

  assert.instance(error, TypeError);
  assert.match(error.message, /holds no Kinesis records/);
});

test('what a record’s function calls finds its invocation', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const found: unknown[] = [];
  const handler = createKinesisHandler(
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      found.push(getInvocation(context.active())?.dimensions.Pipeline);
    },
    { maxRecordSpans: 1, tracerProvider, meterProvider },
  );

  await handler(event);

  assert.equal(found, ['orders', 'orders', 'orders']);
});

test('two invocations at once keep their records, streams and figures apart', async () => {
  const { handler, seen, spans, sum } = createHandler();
  const other = buildKinesisEvent([stampJson('{"n":9}', numberedCarrier(9, 1))], { streamName: 'returns' });

  await Promise.all([handler(event), handler(other)]);

  const ofOther = seen.find(({ record }) => record.streamName === 'returns');
  assert.is(ofOther?.active?.traceId, '9'.padStart(32, '0'));
  assert.is(await sum('RecordProcessingSuccess', { Pipeline: 'orders' }), 3);
  assert.is(await sum('RecordProcessingSuccess', { Pipeline: 'returns' }), 1);
  assert.is(spans().filter(({ name }) => name === 'process returns').length, 2);
});

test.run();
