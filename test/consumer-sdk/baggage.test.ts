import { createKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { context, propagation } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { debugKey, debugPropagator } from '../support/debug-propagator.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / baggage');

const baggage = 'tenant=7,userId=alice';
const event = buildKinesisEvent([
  stampJson('{"n":1}', { baggage, fields: { 'x-debug': 'on' } }),
  stampJson('{"n":2}', { ...numberedCarrier(2, 2, '00'), baggage }),
  stampJson('{"n":3}'),
  '{"n":4}',
]);

/** What each record's function finds in its context. */
async function handle(options: KinesisHandlerOptions) {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const seen: { readonly baggage: unknown; readonly debug: unknown }[] = [];
  const handler = createKinesisHandler(
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      const entries = propagation.getActiveBaggage()?.getAllEntries() ?? [];
      seen.push({
        baggage: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
        debug: context.active().getValue(debugKey),
      });
    },
    { ...options, tracerProvider, meterProvider },
  );
  await handler(event);
  return { seen, spans: spans() };
}

test('by default a record brings no baggage along', async () => {
  const { seen } = await handle({});

  assert.equal(
    seen.map((each) => each.baggage),
    [{}, {}, {}, {}],
  );
});

test('with baggageKeys a record’s function finds those keys, sampled or not, and each record its own', async () => {
  const { seen } = await handle({ baggageKeys: ['tenant'] });

  assert.equal(
    seen.map((each) => each.baggage),
    [{ tenant: '7' }, { tenant: '7' }, {}, {}],
  );
});

test('with a propagator a record’s function finds what it extracted', async () => {
  const { seen } = await handle({ propagator: debugPropagator });

  assert.equal(
    seen.map((each) => each.debug),
    ['on', undefined, undefined, undefined],
  );
});

test('no span has baggage among its attributes', async () => {
  const { spans } = await handle({ baggageKeys: ['tenant', 'userId'] });

  assert.not.match(JSON.stringify(spans.map(({ attributes }) => attributes)), 'alice');
});

test.run();
