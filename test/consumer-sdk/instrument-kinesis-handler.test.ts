import { type ConsumerOptions, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { SpanKind, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, buildLambdaContext, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / instrument-kinesis-handler');

type Handle = (event: WireKinesisEvent, context?: unknown, ...rest: unknown[]) => unknown;

function wrap(handle: Handle, options: ConsumerOptions = {}) {
  const { tracerProvider, meterProvider, spans, batchSpan, sum } = createInMemoryTelemetry();
  const handler = instrumentKinesisHandler(handle as (event: WireKinesisEvent, context?: unknown) => unknown, {
    ...options,
    tracerProvider,
    meterProvider,
  });
  return { handler: handler as (...all: unknown[]) => Promise<unknown>, spans, batchSpan, sum };
}

const payloads = ['{"n":1.0}', 'text', '{ }'];
const stamped = payloads.map((each, index) =>
  each.startsWith('{') ? stampJson(each, numberedCarrier(index + 1, 1)) : each,
);

test('the handler sees the payloads as the producer had them, and Lambda’s event stays as it was', async () => {
  let seen: unknown;
  const event = buildKinesisEvent(stamped);
  const before = structuredClone(event);
  const { handler } = wrap((given) => {
    seen = given;
  });

  await handler(event);

  assert.equal(seen, buildKinesisEvent(payloads));
  assert.equal(event, before);
});

test('the handler gets Lambda’s own context object and whatever comes behind it', async () => {
  let seen: unknown[] = [];
  const context = buildLambdaContext();
  const { handler } = wrap((_event, ...rest) => {
    seen = rest;
  });

  await handler(buildKinesisEvent(['{}']), context, 'more');

  assert.is(seen[0], context);
  assert.is(seen[1], 'more');
});

for (const [what, handle] of [
  ['promises', async (answer: unknown) => answer],
  ['returns', (answer: unknown) => answer],
] as const) {
  test(`what the handler ${what} is what Lambda gets`, async () => {
    const answer = { batchItemFailures: [] };
    const { handler } = wrap(() => handle(answer));

    const response = await handler(buildKinesisEvent(['{}']));

    assert.is(response, answer);
  });
}

for (const [what, handle] of [
  ['rejects', async (error: unknown) => Promise.reject(error)],
  [
    'throws',
    (error: unknown) => {
      throw error;
    },
  ],
] as const) {
  test(`what the handler ${what} is what Lambda gets, and fails every record once`, async () => {
    const error = new TypeError('bad');
    let calls = 0;
    const { handler, sum } = wrap(() => {
      calls++;
      return handle(error);
    });

    const rejected = await rejects(handler(buildKinesisEvent(stamped)));

    assert.is(rejected, error);
    assert.is(calls, 1);
    assert.is(await sum('RecordProcessingFailure', { 'error.type': 'TypeError' }), 3);
    assert.is(await sum('RecordProcessingSuccess'), 0);
  });
}

test('the batch span is active in the handler, across what it awaits, and linked to the producers', async () => {
  let active: string | undefined;
  const { handler, batchSpan } = wrap(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    active = trace.getActiveSpan()?.spanContext().spanId;
  });

  await handler(buildKinesisEvent(stamped));

  const batch = batchSpan();
  assert.is(active, batch?.spanContext().spanId);
  assert.equal(
    batch?.links.map(({ context }) => context.traceId.at(-1)),
    ['1', '3'],
  );
});

for (const event of [{ detail: { a: 1 } }, { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }, null, 'text']) {
  test(`an event that is not Kinesis’s, ${JSON.stringify(event)}, passes through as it is`, async () => {
    let seen: unknown;
    const answer = {};
    const { handler, spans, sum } = wrap((given) => {
      seen = given;
      return answer;
    });

    const response = await handler(event);

    assert.is(seen, event);
    assert.is(response, answer);
    assert.equal([spans().map(({ kind }) => kind), await sum('BatchSize')], [[SpanKind.SERVER], undefined]);
  });
}

test('an empty batch reaches the handler and is measured', async () => {
  let seen: unknown;
  const event = { Records: [] };
  const { handler, sum } = wrap((given) => {
    seen = given;
  });

  await handler(event);

  assert.is(seen, event);
  assert.is(await sum('BatchSize'), 0);
});

test.run();
