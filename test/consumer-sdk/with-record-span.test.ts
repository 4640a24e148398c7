import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { withRecordSpan } from '@kinesis-otel/consumer-sdk';
import { buildInvocationContext, buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import middy from '@middy/core';
import { context, diag, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, sampleSpanId, sampleTraceId } from '../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('consumer-sdk / with-record-span, outside of a handler of ours');

const { tracerProvider, spans: allSpans } = createInMemoryTelemetry();
const tracer = tracerProvider.getTracer('test');
let isBroken = false;

/** Spans go to what is registered, as they do for a user who has wrapped nothing. */
test.before(() => {
  const startSpan: Tracer['startSpan'] = (...parameters) => {
    if (isBroken) throw new Error('broken');
    return tracer.startSpan(...parameters);
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan: tracer.startActiveSpan }) });
});

test.after.each(() => {
  diag.disable();
  isBroken = false;
});

/** Gives the spans that end from now on. */
function watchSpans() {
  const before = allSpans().length;
  return { spans: () => allSpans().slice(before) };
}

const recordOf = (data: unknown, traceparent?: string): KinesisStreamRecord => {
  const [record] = buildKinesisEvent([{ data, ...(traceparent === undefined ? {} : { traceparent }) }]).Records;
  if (record === undefined) throw new Error('the event holds no record');
  return record;
};
const traceparent = `00-${sampleTraceId}-${sampleSpanId}-01`;
const textOf = ({ kinesis }: KinesisStreamRecord) => atob(kinesis.data);

test('a record’s work runs in a span of its producer’s trace, with the payload the producer was given', async () => {
  const { spans } = watchSpans();
  let active: string | undefined;

  const given = await withRecordSpan(recordOf({ id: 7 }, traceparent), (record) => {
    active = trace.getActiveSpan()?.spanContext().spanId;
    return textOf(record);
  });

  const [span] = spans();
  assert.is(given, '{"id":7}');
  assert.equal([span?.name, span?.kind, span?.spanContext().spanId], ['process orders', SpanKind.CONSUMER, active]);
  assert.equal([span?.spanContext().traceId, span?.parentSpanContext?.spanId], [sampleTraceId, sampleSpanId]);
  assert.equal(span?.links, []);
});

test('what was active is linked', async () => {
  const { spans } = watchSpans();
  const invocation = numberedSpanContext(5, 6);

  await context.with(contextOf(invocation), () => withRecordSpan(recordOf({}, traceparent), () => undefined));

  assert.equal(
    spans()[0]?.links.map((link) => link.context.traceId),
    [invocation.traceId],
  );
});

test('a record without context is part of what was active', async () => {
  const { spans } = watchSpans();
  const invocation = numberedSpanContext(5, 6);

  await context.with(contextOf(invocation), () => withRecordSpan(recordOf({}), () => undefined));

  assert.is(spans()[0]?.parentSpanContext?.spanId, invocation.spanId);
});

test('an unsampled record costs no span, and its context is active', async () => {
  const { spans } = watchSpans();

  const active = await withRecordSpan(recordOf({}, traceparent.replace(/01$/, '00')), () =>
    trace.getActiveSpan()?.spanContext(),
  );

  assert.equal([active?.traceId, spans().length], [sampleTraceId, 0]);
});

test('it throws what the work throws, and the span is in error', async () => {
  const { spans } = watchSpans();
  const error = new TypeError('x');

  const thrown = await rejects(withRecordSpan(recordOf({}, traceparent), () => Promise.reject(error)));

  assert.is(thrown, error);
  assert.equal([spans()[0]?.status.code, spans()[0]?.attributes['error.type']], [SpanStatusCode.ERROR, 'TypeError']);
});

test('records side by side each keep their own trace', async () => {
  const { spans } = watchSpans();
  const records = [1, 2, 3].map((number) => recordOf({ number }, numberedCarrier(number, 9).traceparent));

  const seen = await Promise.all(
    records.map((record) =>
      withRecordSpan(record, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return trace.getActiveSpan()?.spanContext().traceId;
      }),
    ),
  );

  assert.equal(
    seen,
    [1, 2, 3].map((number) => numberedSpanContext(number, 9).traceId),
  );
  assert.is(spans().length, 3);
});

for (const processInParallel of [true, false]) {
  test(`Powertools, ${processInParallel ? 'side by side' : 'one after the other'}, answers as it would, and each record has its trace`, async () => {
    const { spans } = watchSpans();
    const processor = new BatchProcessor(EventType.KinesisDataStreams);
    const event = buildKinesisEvent(
      [1, 2, 3].map((number) => ({ data: { number }, traceparent: numberedCarrier(number, 9).traceparent })),
    );
    const seen: string[] = [];
    const save = (record: KinesisStreamRecord): void => {
      seen.push(textOf(record));
      if (textOf(record).includes('2')) throw new RangeError('no');
    };

    const response = await processPartialResponse(
      event,
      (record: KinesisStreamRecord) => withRecordSpan(record, save),
      processor,
      {
        context: buildInvocationContext(),
        processInParallel,
      },
    );

    assert.equal(response.batchItemFailures, [{ itemIdentifier: event.Records[1]?.kinesis.sequenceNumber }]);
    assert.equal(seen, ['{"number":1}', '{"number":2}', '{"number":3}']);
    assert.equal(
      spans()
        .map((span) => [Number(span.spanContext().traceId), span.attributes['error.type']])
        .sort(),
      [
        [1, undefined],
        [2, 'RangeError'],
        [3, undefined],
      ],
    );
  });
}

test('under middy alone each record has its trace, and middy’s own steps see the event as Lambda delivered it', async () => {
  const { spans } = watchSpans();
  const event = buildKinesisEvent(
    [1, 2].map((number) => ({ data: { number }, traceparent: numberedCarrier(number, 9).traceparent })),
  );
  const delivered = structuredClone(event);
  const seen: string[] = [];
  const steps: unknown[] = [];
  const handler = middy<KinesisStreamEvent, string>()
    .before((request) => void steps.push(structuredClone(request.event)))
    .after((request) => void steps.push(request.response))
    .handler(async ({ Records }) => {
      for (const record of Records) await withRecordSpan(record, (clean) => seen.push(textOf(clean)));
      return 'done';
    });

  const answer = await handler(event, buildInvocationContext());

  assert.equal([answer, steps], ['done', [delivered, 'done']]);
  assert.equal(seen, ['{"number":1}', '{"number":2}']);
  assert.equal(
    spans().map((span) => [span.spanContext().traceId, span.parentSpanContext?.spanId]),
    [1, 2].map((number) => {
      const { traceId, spanId } = numberedSpanContext(number, 9);
      return [traceId, spanId];
    }),
  );
});

for (const record of [
  { body: '{}', eventSource: 'aws:sqs' },
  { kinesis: {} },
  { kinesis: { sequenceNumber: '1', data: {} } },
  null,
  undefined,
  7,
]) {
  test(`for ${JSON.stringify(record)} only the work is done`, async () => {
    const warnings = collectWarnings();
    const { spans } = watchSpans();

    const given = await withRecordSpan(record as never, (each) => [each]);

    assert.equal([given, spans().length, warnings.length], [[record], 0, 0]);
  });
}

test('a tracer that throws changes nothing for the work', async () => {
  const warnings = collectWarnings();
  isBroken = true;

  const given = await withRecordSpan(recordOf({}), () => 'done');

  assert.is(given, 'done');
  assert.is(warnings.length, 1);
});

test.run();
