import { instrumentOnFailureHandler, type OnFailureOptions } from '@kinesis-otel/consumer-sdk';
import { buildInvocationContext } from '@kinesis-otel/consumer-sdk/testing';
import { context, diag, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { buildFailure, s3Event, snsEvent, sqsEvent } from '../../support/failure-document.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { rejects } from '../../support/rejects.ts';
import { numberedCarrier } from '../../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / on-failure / instrument-on-failure-handler');

test.after.each(() => diag.disable());

const traced = (trace: number, flags: '00' | '01' = '01') => ({
  data: { trace },
  traceparent: numberedCarrier(trace, 9, flags).traceparent,
});

function createHandler(options: OnFailureOptions = {}, handle: (event: object) => unknown = () => undefined) {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const handler = instrumentOnFailureHandler((event: object, _context?: object) => handle(event), {
    ...{ tracerProvider, meterProvider },
    ...options,
  });
  return { ...telemetry, handler };
}

const readObjects =
  (objects: Readonly<Record<string, object>>): NonNullable<OnFailureOptions['readObject']> =>
  async ({ bucket, key }) =>
    JSON.stringify(objects[`${bucket}/${key}`]);

const traceOf = (number: number) => numberedSpanContext(number, 9).traceId;

test('the records of a batch are counted under the pipeline they were lost to', async () => {
  const { handler, points } = createHandler();

  await handler(sqsEvent(buildFailure([traced(1), traced(2)]).document), buildInvocationContext());

  assert.equal(await points('DLQMessages'), [
    {
      attributes: { Environment: 'Production', Pipeline: 'flights', condition: 'RetryAttemptsExhausted' },
      sum: 2,
      count: undefined,
    },
  ]);
});

test('a batch has one span, in error, that says which records are lost', async () => {
  const { handler, spans } = createHandler();
  const { document } = buildFailure([traced(1), traced(2)]);
  const invocation = numberedSpanContext(5, 6);

  await context.with(contextOf(invocation), () => handler(sqsEvent(document)));

  const [span] = spans();
  const { startSequenceNumber, endSequenceNumber } = document.KinesisBatchInfo;
  assert.equal(
    [span?.name, span?.kind, span?.status.code],
    ['dead-letter flights', SpanKind.CONSUMER, SpanStatusCode.ERROR],
  );
  assert.is(span?.parentSpanContext?.spanId, invocation.spanId);
  assert.equal(span?.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'dead-letter',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'flights',
    'aws.kinesis.stream_name': 'flights',
    'messaging.destination.partition.id': 'shardId-000000000000',
    'messaging.batch.message_count': 2,
    'error.type': 'RetryAttemptsExhausted',
    'kinesis_otel.dead_letter.records': 'not read',
    'kinesis_otel.dead_letter.first_sequence_number': startSequenceNumber,
    'kinesis_otel.dead_letter.last_sequence_number': endSequenceNumber,
    'kinesis_otel.dead_letter.invocations': 3,
    'kinesis_otel.dead_letter.request_id': 'request-1',
    'kinesis_otel.dead_letter.function_arn': document.requestContext.functionArn,
  });
  assert.equal(span?.links, []);
});

test('a batch that lies in S3 is linked to each producer’s trace, the sampled first, aggregates’ too', async () => {
  const { object } = buildFailure([
    traced(3, '00'),
    traced(1),
    { aggregate: [{ a: 1 }], traceparent: numberedCarrier(2, 9).traceparent },
    traced(1),
    { data: 'without context' },
  ]);
  const { handler, spans, sum } = createHandler({ readObject: readObjects({ 'failures/k': object }) });

  await handler(s3Event('k'));

  const [span] = spans();
  assert.equal(
    span?.links.map((link) => link.context.traceId),
    [1, 2, 3].map(traceOf),
  );
  assert.is(span?.attributes['kinesis_otel.dead_letter.records'], 'payload');
  assert.not.ok(span?.links.some((link) => link.attributes?.['kinesis_otel.dead_letter.candidate']));
  assert.is(await sum('DLQMessages', { Pipeline: 'flights' }), 5);
});

test('links beyond the bound are counted', async () => {
  const { object } = buildFailure([traced(1), traced(2), traced(3)]);
  const { handler, spans, sum } = createHandler({ maxLinks: 2, readObject: readObjects({ 'failures/k': object }) });

  await handler(s3Event('k'));

  assert.is(spans()[0]?.links.length, 2);
  assert.is(await sum('LinksDropped'), 1);
});

test('a message that comes again is told once, and another batch’s is told', async () => {
  const { handler, spans, sum } = createHandler();
  const first = buildFailure([traced(1)], 'request-1').document;
  const second = buildFailure([traced(2)], 'request-2').document;

  await handler(sqsEvent(first, first));
  await handler(sqsEvent(first, second));

  assert.is(spans().length, 2);
  assert.is(await sum('DLQMessages'), 2);
});

test('documents without a request’s id are each told', async () => {
  const { handler, sum } = createHandler();
  const { document } = buildFailure([traced(1)]);
  const anonymous = { ...document, requestContext: {} };

  await handler(sqsEvent(anonymous, anonymous));

  assert.is(await sum('DLQMessages'), 2);
});

test('the handler gets the very event and context, and its answer goes out', async () => {
  const seen: unknown[] = [];
  const answer = { batchItemFailures: [] };
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const handler = instrumentOnFailureHandler(
    (...given: [object, object]) => {
      seen.push(...given);
      return answer;
    },
    { tracerProvider, meterProvider },
  );
  const given = [snsEvent(buildFailure([traced(1)]).document), buildInvocationContext()] as const;

  const received = await handler(...given);

  assert.is(received, answer);
  assert.ok(seen.every((each, index) => each === given[index]));
});

for (const [how, fail] of [
  ['rejects', async (error: Error) => Promise.reject(error)],
  [
    'throws',
    (error: Error) => {
      throw error;
    },
  ],
] as const) {
  test(`what the handler ${how} goes out, and the batch is told all the same`, async () => {
    const error = new Error('x');
    const { handler, sum, spans } = createHandler({}, () => fail(error));

    const thrown = await rejects(handler(sqsEvent(buildFailure([traced(1)]).document)));

    assert.is(thrown, error);
    assert.equal([await sum('DLQMessages'), spans().length], [1, 1]);
  });
}

test('what is about no Kinesis batch passes, and nothing is told', async () => {
  const warnings = collectWarnings();
  const { handler, sum, spans } = createHandler({}, () => 'answer');

  const answers = [await handler(sqsEvent({ hello: 1 })), await handler({}), await handler(undefined as never)];

  assert.equal(answers, ['answer', 'answer', 'answer']);
  assert.equal([await sum('DLQMessages'), spans().length, warnings.length], [undefined, 0, 0]);
});

for (const [what, readObject, words] of [
  ['no reader', undefined, 'readObject'],
  ['a reader that rejects', () => Promise.reject(new Error('denied')), 'denied'],
  [
    'a reader that throws',
    () => {
      throw new Error('broken');
    },
    'broken',
  ],
  ['an object that is not JSON', async () => '{', 'could not be read'],
  ['a reader that never ends', () => new Promise<string>(() => undefined), 'not read in time'],
] as const) {
  test(`${what} costs the count of an object, which is said once, and nothing of the handler’s`, async () => {
    const warnings = collectWarnings();
    const options = { readTimeoutMs: 5, ...(readObject === undefined ? {} : { readObject }) };
    const { handler, sum, spans } = createHandler(options, () => 'answer');

    const answers = [await handler(s3Event('k')), await handler(s3Event('l'))];

    assert.equal(answers, ['answer', 'answer']);
    assert.equal([await sum('DLQMessages'), spans().length, warnings.length], [undefined, 0, 1]);
    assert.ok(warnings[0]?.includes(words), warnings[0]);
  });
}

test('an object’s bytes are read as UTF-8', async () => {
  const { object } = buildFailure([{ data: { name: 'é' }, traceparent: numberedCarrier(1, 9).traceparent }]);
  const { handler, spans } = createHandler({ readObject: async () => Buffer.from(JSON.stringify(object)) });

  await handler(s3Event('k'));

  assert.equal(
    spans()[0]?.links.map((link) => link.context.traceId),
    [traceOf(1)],
  );
});

test('a document whose payload is no event is a document', async () => {
  const { document } = buildFailure([traced(1)]);
  const { handler, spans, sum } = createHandler();

  await handler(sqsEvent({ ...document, payload: '{' }));

  assert.is(await sum('DLQMessages'), 1);
  assert.is(spans()[0]?.attributes['kinesis_otel.dead_letter.records'], 'not read');
});

const fail = (): never => {
  throw new Error('broken');
};

for (const [what, providers] of Object.entries({
  'a tracer that throws': { tracerProvider: { getTracer: () => ({ startSpan: fail }) } },
  'a meter that throws': { meterProvider: { getMeter: fail } },
  'a flush that throws': { tracerProvider: { getTracer: () => ({ startSpan: fail }), forceFlush: fail } },
})) {
  test(`${what} changes nothing for the handler`, async () => {
    const warnings = collectWarnings();
    const { handler } = createHandler(providers as unknown as OnFailureOptions, () => 'answer');

    const answer = await handler(sqsEvent(buildFailure([traced(1)]).document));

    assert.is(answer, 'answer');
    assert.ok(warnings.length > 0);
  });
}

test('a pipeline of its own and an environment are dimensions', async () => {
  const { handler, sum } = createHandler({ pipeline: 'shop', environment: 'Test' });

  await handler(sqsEvent(buildFailure([traced(1)]).document));

  assert.is(await sum('DLQMessages', { Pipeline: 'shop', Environment: 'Test' }), 1);
});

test('a condition nobody knows is one series', async () => {
  const { handler, sum } = createHandler();
  const { document } = buildFailure([traced(1)]);

  await handler(sqsEvent({ ...document, requestContext: { condition: 'Surprise' } }));

  assert.is(await sum('DLQMessages', { condition: '_OTHER' }), 1);
});

for (const options of [
  { readobject: fail },
  { readObject: 'failures' },
  { readStream: { getRecords: fail } },
  { readStream: { getShardIterator: fail } },
  { maxReadsPerSecond: 6 },
  { readTimeoutMs: -1 },
  { flushTimeoutMs: 'x' },
  { reportBatchItemFailures: true },
]) {
  test(`${JSON.stringify(Object.keys(options))} is refused where it is wrong`, () => {
    assert.throws(() => instrumentOnFailureHandler(() => undefined, options as never), /_OPTION: option/);
  });
}

test.run();
