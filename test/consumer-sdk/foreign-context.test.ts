import { createKinesisHandler, instrumentKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent } from '../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / foreign-context');

const { traceparent } = numberedCarrier(7, 8);
const foreignPayloads = {
  cloudevents: { specversion: '1.0', traceparent, data: 1 },
  datadog: {
    a: 1,
    _datadog: { 'x-datadog-trace-id': '7', 'x-datadog-parent-id': '8', 'x-datadog-sampling-priority': '1' },
  },
  autotel: { a: 1, _traceContext: { traceparent } },
} as const;

async function handle(payloads: readonly (string | Uint8Array)[], readForeign: KinesisHandlerOptions['readForeign']) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const data: unknown[] = [];
  const handler = createKinesisHandler(
    (record) => {
      data.push(record.data);
    },
    { ...atAnyAge, ...(readForeign === undefined ? {} : { readForeign }), tracerProvider, meterProvider },
  );
  await handler(buildKinesisEvent(payloads));
  const [own, batch] = spans();
  const outcomes = ['extracted', 'foreign', 'missing', 'invalid'];
  const counts = await Promise.all(outcomes.map((outcome) => sum('TraceContextExtraction', { outcome })));
  return { data, own, batch, counted: Object.fromEntries(outcomes.map((outcome, index) => [outcome, counts[index]])) };
}

const counted = { extracted: undefined, foreign: undefined, missing: undefined, invalid: undefined };
const forms = ['cloudevents', 'datadog', 'autotel'] as const;

for (const form of forms) {
  const payload = foreignPayloads[form];

  test(`${form}: a link of the record and of the batch, never a parent`, async () => {
    const { own, batch } = await handle([JSON.stringify(payload)], { orders: [form] });

    for (const span of [own, batch]) {
      assert.equal(
        span?.links.map(({ context }) => [context.traceId.at(-1), context.spanId.at(-1), context.isRemote]),
        [['7', '8', true]],
      );
    }
    assert.is(own?.parentSpanContext?.spanId, batch?.spanContext().spanId);
    assert.is.not(own?.spanContext().traceId.at(-1), undefined);
    assert.is(own?.spanContext().traceId, batch?.spanContext().traceId);
    assert.is.not(own?.spanContext().traceId, '7'.padStart(32, '0'));
  });

  test(`${form}: stays in the payload, and is counted as foreign`, async () => {
    const { data, counted: found } = await handle([JSON.stringify(payload)], { orders: [form] });

    assert.equal(data, [payload]);
    assert.equal(found, { ...counted, foreign: 1 });
  });

  test(`${form}: not looked for unless asked for`, async () => {
    const others = forms.filter((each) => each !== form);

    for (const readForeign of [undefined, {}, { orders: others }, { invoices: [form] }, { orders: [], '*': [form] }]) {
      const { own, counted: found } = await handle([JSON.stringify(payload)], readForeign);

      assert.equal(found, { ...counted, missing: 1 });
      assert.is(own?.links.length, 0);
    }
  });
}

test('a star stands for every stream that is not named', async () => {
  const { counted: found } = await handle([JSON.stringify(foreignPayloads.cloudevents)], {
    '*': ['cloudevents'],
    invoices: [],
  });

  assert.equal(found, { ...counted, foreign: 1 });
});

test('a context of ours comes first, and the foreign one is not looked at', async () => {
  const {
    own,
    data,
    counted: found,
  } = await handle([stampJson(JSON.stringify(foreignPayloads.autotel), numberedCarrier(1, 2))], {
    orders: ['autotel'],
  });

  assert.is(own?.parentSpanContext?.traceId.at(-1), '1');
  assert.not(own?.links.some(({ context }) => context.traceId === '7'.padStart(32, '0')));
  assert.equal(data, [foreignPayloads.autotel]);
  assert.equal(found, { ...counted, extracted: 1 });
});

for (const [what, payload] of Object.entries({
  'an array': '[1]',
  'a payload without any context': '{"a":1}',
  'an invalid traceparent': JSON.stringify({ traceparent: traceparent.replace('00-', '01-') }),
})) {
  test(`${what} is missing`, async () => {
    const { counted: found } = await handle([payload], { orders: forms });

    assert.equal(found, { ...counted, missing: 1 });
  });
}

test('a batch handler gets Lambda’s very event, foreign context included', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const event = buildKinesisEvent([JSON.stringify(foreignPayloads.datadog), 'not JSON']);
  let given: unknown;
  const handler = instrumentKinesisHandler(
    async (each: typeof event) => {
      given = each;
    },
    { readForeign: { '*': ['datadog'] }, tracerProvider, meterProvider },
  );

  await handler(event);

  assert.is(given, event);
  assert.is(await sum('TraceContextExtraction', { outcome: 'foreign' }), 1);
  assert.is(await sum('TraceContextExtraction', { outcome: 'missing' }), 1);
});

test.run();
