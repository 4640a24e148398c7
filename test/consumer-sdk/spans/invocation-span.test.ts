import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext } from '../../support/kinesis-event.ts';
import { rejects } from '../../support/rejects.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / invocation span');

const xrayTrace = '5759e988bd862e3fe1be46a994272793';
const xrayHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:2:3';

test.after.each(() => {
  delete process.env._X_AMZN_TRACE_ID;
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  delete (globalThis as { awslambda?: unknown }).awslambda;
});

const event = buildKinesisEvent([stampJson('{}', numberedCarrier(1, 1)), '{}']);

async function run(given: unknown, options = {}, lambdaContext: object = buildLambdaContext()) {
  const { tracerProvider, meterProvider, spans, batchSpan, invocationSpan } = createInMemoryTelemetry();
  let active: string | undefined;
  const handler = instrumentKinesisHandler(
    async (_event: object | null, _context: object) => {
      active = trace.getActiveSpan()?.spanContext().spanId;
    },
    { ...atAnyAge, ...options, tracerProvider, meterProvider },
  );
  await handler(given as object, lambdaContext);
  return { spans, batch: batchSpan(), invocation: invocationSpan(), active };
}

test('a Kinesis batch has a SERVER span around it, named after the function, without a parent', async () => {
  const { batch, invocation } = await run(event);

  assert.equal([invocation?.name, invocation?.kind], ['consumer', SpanKind.SERVER]);
  assert.is(invocation?.parentSpanContext, undefined);
  assert.is(batch?.parentSpanContext?.spanId, invocation?.spanContext().spanId);
  assert.equal(invocation?.attributes, {
    'faas.trigger': 'pubsub',
    'faas.invocation_id': 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d',
    'aws.lambda.invoked_arn': 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live',
    'cloud.resource_id': 'arn:aws:lambda:eu-west-1:123456789012:function:consumer',
  });
});

test('it has the batch’s links too, for X-Ray shows them there only', async () => {
  const { batch, invocation } = await run(event);

  for (const span of [batch, invocation]) {
    assert.equal(
      span?.links.map(({ context: { traceId } }) => traceId.at(-1)),
      ['1'],
    );
  }
});

for (const [what, variables, lambdaContext, name] of [
  ['the environment', { AWS_LAMBDA_FUNCTION_NAME: 'by-variable' }, buildLambdaContext(), 'by-variable'],
  ['Lambda’s context', {}, { functionName: 'by-context' }, 'by-context'],
  ['nobody', {}, {}, 'invocation'],
] as const) {
  test(`the function’s name is known from ${what}`, async () => {
    Object.assign(process.env, variables);

    const { invocation } = await run(event, {}, lambdaContext);

    assert.is(invocation?.name, name);
  });
}

test('where a span is active there is none, and the batch is that one’s child', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const outer = tracerProvider.getTracer('test').startSpan('instrumentation-aws-lambda');
  const handler = instrumentKinesisHandler(async (_event: object) => undefined, { tracerProvider, meterProvider });

  await context.with(trace.setSpan(context.active(), outer), () => handler(event));
  await context.with(trace.setSpan(context.active(), outer), () => handler({ detail: {} }));

  const batch = spans().at(-1);
  assert.is(batch?.parentSpanContext?.spanId, outer.spanContext().spanId);
  assert.not(spans().some(({ kind }) => kind === SpanKind.SERVER));
});

test('with X-Ray on, Lambda’s own header is linked, and never a parent', async () => {
  process.env._X_AMZN_TRACE_ID = xrayHeader;

  const { invocation, batch, spans } = await run(event, { xray: true });

  assert.equal(
    invocation?.links.map(({ context: each }) => each.traceId),
    [xrayTrace, '1'.padStart(32, '0')],
  );
  assert.not(batch?.links.some(({ context: each }) => each.traceId === xrayTrace));
  assert.not(spans().some((span) => span.spanContext().traceId === xrayTrace));
});

test('X-Ray’s link is one of the links there may be', async () => {
  process.env._X_AMZN_TRACE_ID = xrayHeader;

  const { invocation } = await run(event, { xray: true, maxLinks: 1 });

  assert.equal(
    invocation?.links.map(({ context: each }) => each.traceId),
    [xrayTrace],
  );
});

test('with X-Ray off the header is not looked at', async () => {
  process.env._X_AMZN_TRACE_ID = xrayHeader;

  const { invocation } = await run(event);

  assert.is(invocation?.links.length, 1);
});

const header = (flags: string) => `00-${'7'.repeat(32)}-${'8'.repeat(16)}-${flags}`;

for (const [what, given, traceId, spanId] of [
  ['a traceparent header', { headers: { TraceParent: header('01') } }, '7'.repeat(32), '8'.repeat(16)],
  ['headers without one', { headers: { accept: '*/*' } }, xrayTrace, '53995c3f42cd8ad8'],
  ['a malformed one', { headers: { traceparent: 'x' } }, xrayTrace, '53995c3f42cd8ad8'],
  ['no headers', { detail: {} }, xrayTrace, '53995c3f42cd8ad8'],
] as const) {
  test(`an event that is not Kinesis’s, with ${what}, has its own parent`, async () => {
    process.env._X_AMZN_TRACE_ID = xrayHeader;

    const { invocation, active } = await run(given);

    assert.equal([invocation?.spanContext().traceId, invocation?.parentSpanContext?.spanId], [traceId, spanId]);
    assert.is(active, invocation?.spanContext().spanId);
  });
}

for (const [what, value] of [
  ['not sampled', xrayHeader.replace('Sampled=1', 'Sampled=0')],
  ['without a segment', 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1'],
  ['no header of X-Ray’s', 'nonsense'],
] as const) {
  test(`an X-Ray header that is ${what} is no parent`, async () => {
    process.env._X_AMZN_TRACE_ID = value;

    const { invocation } = await run({ detail: {} });

    assert.is(invocation?.parentSpanContext, undefined);
  });
}

test('where invocations share a process, X-Ray’s header is on the context, or in Lambda’s store', async () => {
  const onContext = await run({ detail: {} }, {}, { xRayTraceId: xrayHeader });
  Object.assign(globalThis, { awslambda: { InvokeStore: { getXRayTraceId: () => xrayHeader } } });
  const inStore = await run({ detail: {} });

  for (const { invocation } of [onContext, inStore]) assert.is(invocation?.spanContext().traceId, xrayTrace);
});

test('invocationParent none: no header is a parent', async () => {
  process.env._X_AMZN_TRACE_ID = xrayHeader;

  const { invocation } = await run({ headers: { traceparent: header('01') } }, { invocationParent: 'none' });

  assert.is(invocation?.parentSpanContext, undefined);
});

for (const given of [event, { detail: {} }]) {
  test(`a handler that throws at ${'Records' in given ? 'a batch' : 'another event'} ends the span in error`, async () => {
    const { tracerProvider, meterProvider, invocationSpan } = createInMemoryTelemetry();
    const error = new TypeError('bad');
    const handler = instrumentKinesisHandler((_event: object) => Promise.reject(error), {
      tracerProvider,
      meterProvider,
    });

    assert.is(await rejects(handler(given)), error);

    assert.is(invocationSpan()?.status.code, SpanStatusCode.ERROR);
    assert.is(invocationSpan()?.attributes['error.type'], 'TypeError');
  });
}

test('an event that is not Kinesis’s is flushed too', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  let flushes = 0;
  const flushed = { getMeter: meterProvider.getMeter.bind(meterProvider), forceFlush: async () => void flushes++ };

  const options = { tracerProvider, meterProvider: flushed };
  await instrumentKinesisHandler(async (_event: object) => undefined, options)({ detail: {} });

  assert.is(flushes, 1);
});

test.run();
