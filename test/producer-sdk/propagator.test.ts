import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { type Context, context, propagation, ROOT_CONTEXT, type TextMapPropagator } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { debugKey, debugPropagator } from '../support/debug-propagator.ts';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / propagator');

/** What each record carried and held as it was sent, in the context given. */
async function put(options: ProducerOptions, active: Context, records: readonly object[] = [{ Data: '{}' }]) {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const client = instrumentKinesisClient(createFakeAwsClient(), { ...options, tracerProvider, meterProvider });
  const command = new PutRecordsCommand({ StreamName: 'orders', Records: records as never });
  await context.with(active, async () => client.send(command));
  const sent = client.lastInput().Records as { Data: unknown }[];
  const stamped = sent.map(({ Data }) => readStamped(Data));
  return {
    carriers: stamped.map(({ carrier }) => carrier),
    payloads: stamped.map(({ payload }) => payload),
    spans: spans(),
  };
}

const active = ROOT_CONTEXT.setValue(debugKey, 'on');

test('its fields travel beside the W3C ones, which stay ours', async () => {
  const { carriers, spans } = await put({ propagator: debugPropagator }, active);

  const { traceId, spanId } = spans[0]?.spanContext() ?? {};
  const { sentAtMs, ...others } = carriers[0] ?? {};
  assert.ok(Number(sentAtMs) > 0);
  assert.equal(others, { traceparent: `00-${traceId}-${spanId}-01`, fields: { 'x-debug': 'on' } });
});

test('it reads the context a record was bound to', async () => {
  const bound = bindTraceContext({ Data: '{"a":1}' }, contextOf(numberedSpanContext(1, 2)).setValue(debugKey, 'bound'));

  const { carriers } = await put({ propagator: debugPropagator }, active, [bound, { Data: '{}' }]);

  assert.equal(
    carriers.map((each) => each?.fields),
    [{ 'x-debug': 'bound' }, { 'x-debug': 'on' }],
  );
});

test('the global propagator does not decide what is stored in a stream', async () => {
  propagation.setGlobalPropagator(debugPropagator);

  const { carriers } = await put({}, active);

  propagation.disable();
  assert.equal(Object.keys(carriers[0] ?? {}), ['traceparent', 'sentAtMs']);
});

test('one that throws keeps no record from being sent', async () => {
  const propagator: TextMapPropagator = {
    ...debugPropagator,
    inject: () => {
      throw new Error('broken');
    },
  };
  const records = [{ Data: '{"a":1}' }, { Data: '{"b":2}' }];

  const { payloads } = await put({ propagator }, active, records);

  assert.equal(payloads, ['{"a":1}', '{"b":2}']);
});

test('one that throws leaves its fields out, and nothing else', async () => {
  const broken = {
    ...debugPropagator,
    inject() {
      throw new Error('broken');
    },
  };

  const { carriers, spans } = await put({ propagator: broken }, active);

  assert.is(carriers[0]?.fields, undefined);
  assert.ok(carriers[0]?.traceparent.includes(spans[0]?.spanContext().spanId ?? 'no span'));
});

test.run();
