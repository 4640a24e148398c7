import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / put-call');

test.after.each(() => td.reset());

type Answer = (input: unknown) => unknown;

function createPut(answer?: Answer, telemetry = createInMemoryTelemetry()) {
  const { tracerProvider, meterProvider } = telemetry;
  const client = instrumentKinesisClient(createFakeAwsClient(answer), { tracerProvider, meterProvider });
  const put = async (Records: object[]) => {
    const sent = client.send(new PutRecordsCommand({ StreamName: 'orders', Records: Records as never }));
    await Promise.resolve(sent).catch(() => undefined);
    return (client.lastInput().Records as { Data: unknown }[]).map(({ Data }) => readStamped(Data).carrier);
  };
  return { ...telemetry, client, put };
}

const entry = { Data: '{"a":1}', PartitionKey: 'k' };

test('the send span is a child of the active span, and active while the client sends', async () => {
  let activeSpanId: string | undefined;
  const { put, spans } = createPut(() => {
    activeSpanId = trace.getActiveSpan()?.spanContext().spanId;
  });
  const parent = numberedSpanContext(1, 2);

  await context.with(contextOf(parent), () => put([entry]));

  const [span] = spans();
  assert.equal([span?.kind, span?.parentSpanContext?.spanId], [SpanKind.PRODUCER, parent.spanId]);
  assert.is(span?.spanContext().traceId, parent.traceId);
  assert.is(activeSpanId, span?.spanContext().spanId);
});

test('records carry their own bound contexts, and the send span links to them', async () => {
  td.replace(Date, 'now', td.func<() => number>());
  td.when(Date.now()).thenReturn(1_000, 2_000, 3_000);
  const { put, spans } = createPut();
  const bound = [1, 2].map((each) => bindTraceContext(entry, contextOf(numberedSpanContext(7, each))));

  const carriers = await put([{ ...bound[0], Data: '{"b":2}' }, entry, ...bound.slice(1)]);

  const [span] = spans();
  const own = `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`;
  const boundTraceparents = [1, 2].map((each) => `00-${'7'.padStart(32, '0')}-${String(each).padStart(16, '0')}-01`);
  assert.equal(
    carriers.map((each) => each?.traceparent),
    [boundTraceparents[0], own, boundTraceparents[1]],
  );
  assert.equal(
    carriers.map((each) => [each?.createdAtMs, each?.sentAtMs]),
    [
      [1_000, 3_000],
      [undefined, 3_000],
      [2_000, 3_000],
    ],
  );
  assert.equal([span?.kind, span?.links.length], [SpanKind.CLIENT, 2]);
});

test('an unsampled send span is carried as unsampled, and every record is counted all the same', async () => {
  const telemetry = createInMemoryTelemetry({ sampler: new AlwaysOffSampler() });
  const { put, spans, sum } = createPut(undefined, telemetry);

  const carriers = await put([entry]);

  assert.ok(carriers[0]?.traceparent.endsWith('-00'));
  assert.is(spans().length, 0);
  assert.is(await sum('PutRecordSuccess'), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'injected' }), 1);
});

test('a partial failure is counted record by record, and makes the span an error', async () => {
  const codes = [undefined, 'ProvisionedThroughputExceededException', 'InternalFailure'];
  const { put, spans, sum } = createPut(() => ({ Records: codes.map((ErrorCode) => ({ ErrorCode })) }));

  await put([entry, entry, entry]);

  assert.is(spans()[0]?.status.code, SpanStatusCode.ERROR);
  assert.equal(
    [await sum('PutRecordSuccess'), await sum('PutRecordFailure'), await sum('PutRecordThrottled')],
    [1, 1, 1],
  );
});

test('a call that failed is counted for every record, and makes the span an error', async () => {
  const { put, client, spans, sum } = createPut(() =>
    Promise.reject(Object.assign(new Error('refused'), { name: 'ResourceNotFoundException' })),
  );

  await put([entry, entry]);
  const error = await rejects(client.returned[0] as Promise<unknown>);

  assert.is(error.name, 'ResourceNotFoundException');
  assert.is(spans()[0]?.attributes['error.type'], 'ResourceNotFoundException');
  assert.is(await sum('PutRecordFailure', { 'error.type': 'ResourceNotFoundException' }), 2);
  assert.is(await sum('PutRecordSuccess'), 0);
});

test('one call of 500 records makes one span and one duration, and stamps them all', async () => {
  const { put, spans, points } = createPut();

  const carriers = await put(Array(500).fill(entry));

  assert.equal([spans().length, carriers.filter((each) => each !== undefined).length], [1, 500]);
  const [latency, ...others] = await points('PutRecordLatency', { Operation: 'PutRecords' });
  assert.equal([latency?.count, others.length], [1, 0]);
});

test('records that carry nothing are counted with the reason', async () => {
  const { put, sum } = createPut();

  await put([entry, { ...entry, Data: 'text' }, { ...entry, Data: `{"a":"${'x'.repeat(1_048_560)}"}` }]);

  assert.is(await sum('TraceContextInjection', { outcome: 'injected' }), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'skipped', reason: 'unknown_format' }), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'skipped', reason: 'record_too_large' }), 1);
});

test.run();
