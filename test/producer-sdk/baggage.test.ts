import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / baggage');

function withBaggage(entries: Readonly<Record<string, string>>, base: Context = ROOT_CONTEXT): Context {
  const baggage = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, { value }]));
  return propagation.setBaggage(base, propagation.createBaggage(baggage));
}

/** The baggage of each record as it was sent, in the context given. */
async function put(options: ProducerOptions, active: Context, records: readonly object[] = [{ Data: '{}' }]) {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const client = instrumentKinesisClient(createFakeAwsClient(), { ...options, tracerProvider, meterProvider });
  const command = new PutRecordsCommand({ StreamName: 'orders', Records: records as never });
  await context.with(active, async () => client.send(command));
  const sent = client.lastInput().Records as { Data: unknown }[];
  return { baggage: sent.map(({ Data }) => readStamped(Data).carrier?.baggage), spans: spans() };
}

const active = withBaggage({ tenant: '7', userId: 'alice', note: 'a, b; c=é' });

test('by default no baggage travels', async () => {
  const { baggage } = await put({}, active);

  assert.equal(baggage, [undefined]);
});

test('baggage of the keys that are named travels, and no other', async () => {
  const { baggage } = await put({ baggageKeys: ['note', 'tenant', 'region'] }, active);

  assert.equal(baggage, ['tenant=7,note=a%2C%20b%3B%20c%3D%C3%A9']);
});

test('a record that was bound brings the baggage it was made with', async () => {
  const bound = bindTraceContext(
    { Data: '{"a":1}' },
    withBaggage({ tenant: '8' }, contextOf(numberedSpanContext(1, 2))),
  );
  const without = bindTraceContext({ Data: '{"a":2}' }, contextOf(numberedSpanContext(1, 3)));

  const { baggage } = await put({ baggageKeys: ['tenant'] }, active, [bound, { Data: '{}' }, without]);

  assert.equal(baggage, ['tenant=8', 'tenant=7', undefined]);
});

test('half a character in a value keeps no record from carrying context', async () => {
  const { baggage } = await put({ baggageKeys: ['tenant'] }, withBaggage({ tenant: 'a\ud800' }));

  assert.equal(baggage, ['tenant=a%EF%BF%BD']);
});

test('baggage that would be too long is left out, and the context stays', async () => {
  const { baggage, spans } = await put({ baggageKeys: ['tenant'] }, withBaggage({ tenant: 'x'.repeat(2_000) }));

  assert.equal([baggage, spans.length], [[undefined], 1]);
});

test('no span has baggage among its attributes', async () => {
  const { spans } = await put({ baggageKeys: ['userId'] }, active);

  assert.not.match(JSON.stringify(spans.map(({ attributes }) => attributes)), 'alice');
});

test.run();
