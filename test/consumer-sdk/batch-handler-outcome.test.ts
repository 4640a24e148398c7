import { type ConsumerOptions, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { diag, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext, sequenceNumber } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / instrument-kinesis-handler, outcomes');

test.after.each(() => diag.disable());

const event = buildKinesisEvent(
  [1, 2, 3, 4].map((each) => stampJson('{}', numberedCarrier(each, 1, each === 4 ? '00' : '01'))),
);

async function run(answer: () => unknown, options: ConsumerOptions = {}) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const handler = instrumentKinesisHandler(async (_event: object, _context: object) => answer(), {
    ...atAnyAge,
    reportBatchItemFailures: true,
    ...options,
    tracerProvider,
    meterProvider,
  });
  await handler(event, buildLambdaContext()).catch(() => undefined);
  const records = spans().filter(({ attributes }) => 'messaging.message.id' in attributes);
  const batch = spans().find(({ attributes }) => 'messaging.batch.message_count' in attributes);
  const counts = ['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure'];
  return { records, batch, sum, counts: await Promise.all(counts.map((metric) => sum(metric))) };
}

const failThird = () => ({ batchItemFailures: [{ itemIdentifier: sequenceNumber(2) }] });

test('a batch that went well is a success of every record', async () => {
  const { counts, batch, sum } = await run(() => undefined);

  assert.equal(counts, [4, 0, 0]);
  assert.is(await sum('TraceContextExtraction', { outcome: 'extracted' }), 4);
  assert.is(batch?.status.code, SpanStatusCode.UNSET);
});

test('what the handler reports says what became of each record', async () => {
  const { counts, batch, records } = await run(failThird);

  assert.equal(counts, [2, 1, 1]);
  assert.is(batch?.status.code, SpanStatusCode.ERROR);
  assert.equal(
    records.map(({ status }) => status.code),
    [SpanStatusCode.UNSET, SpanStatusCode.UNSET, SpanStatusCode.ERROR],
  );
});

test('a report that nobody is said to listen to is warned of, once, for its records may be lost', async () => {
  const warnings = collectWarnings();
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const handler = instrumentKinesisHandler(async (_event: object) => failThird(), { tracerProvider, meterProvider });

  await handler(event);
  await handler(event);

  assert.is(warnings.length, 1);
  assert.match(String(warnings[0]), 'reportBatchItemFailures is not set');
});

test('a report that Lambda cannot read fails the batch, under a type of its own', async () => {
  const { counts, sum, batch } = await run(() => ({ batchItemFailures: [{ itemIdentifier: '' }] }));

  assert.equal(counts, [0, 0, 4]);
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'InvalidBatchItemFailures' }), 4);
  assert.is(batch?.attributes['error.type'], 'InvalidBatchItemFailures');
});

test('a handler that threw fails the batch, and every span says so', async () => {
  const { counts, records, batch } = await run(() => Promise.reject(new TypeError('bad')));

  assert.equal(counts, [0, 0, 4]);
  for (const span of [...records, batch]) assert.is(span?.attributes['error.type'], 'TypeError');
});

test('sampled records get spans in their producers’ traces, marked as made from the handler’s outcome', async () => {
  const { records, batch } = await run(() => undefined);

  assert.equal(
    records.map((span) => [span.spanContext().traceId.at(-1), span.parentSpanContext?.spanId.at(-1)]),
    [
      ['1', '1'],
      ['2', '1'],
      ['3', '1'],
    ],
  );
  for (const span of records) {
    assert.is(span.attributes['kinesis_otel.span_source'], 'handler');
    assert.is(span.links[0]?.context.spanId, batch?.spanContext().spanId);
  }
});

test('spans keep to their budget', async () => {
  const { records, sum } = await run(() => undefined, { maxRecordSpans: 2 });

  assert.is(records.length, 2);
  assert.is(await sum('SpansDropped'), 1);
});

test('two invocations at once keep their batches apart', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const other = buildKinesisEvent(['{}'], { streamName: 'returns' });
  const handler = instrumentKinesisHandler(
    async (given: typeof event) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (given.Records.length === 1) throw new Error('bad');
    },
    { tracerProvider, meterProvider },
  );

  const [, error] = await Promise.all([handler(event), rejects(handler(other))]);

  assert.is(error.message, 'bad');
  assert.is(await sum('RecordProcessingSuccess', { Pipeline: 'orders' }), 4);
  assert.is(await sum('RecordProcessingFailure', { Pipeline: 'orders' }), 0);
  assert.is(await sum('RecordProcessingFailure', { Pipeline: 'returns' }), 1);
});

test.run();
