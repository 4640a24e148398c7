import { instrumentKinesisHandler, type KinesisEvent } from '@kinesis-otel/consumer-sdk';
import { type EnteredRecord, getInvocation } from '@kinesis-otel/consumer-sdk/host';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / spans / entered-record-spans');
const manager = new AsyncLocalStorageContextManager();

test.before(() => void context.setGlobalContextManager(manager.enable()));
test.after(() => context.disable());

const payloads = [stampJson('{}', numberedCarrier(1, 2)), stampJson('{}', numberedCarrier(3, 4))];

/** Runs a handler that may enter its records, by their place, and gives the records' spans in the order of the records. */
async function handle(work: (enter: (at: number) => EnteredRecord | undefined) => unknown) {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const handler = instrumentKinesisHandler(
    async ({ Records }: KinesisEvent) =>
      work((at) => invocationOf().enterRecord?.({ sequenceNumber: Records[at]?.kinesis.sequenceNumber ?? '' })),
    { tracerProvider, meterProvider, reportBatchItemFailures: true },
  );
  const event = buildKinesisEvent(payloads, { arrivedAtMs: Date.now() });
  const error = await handler(event).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const isOf = (spanId: string) => (span: { readonly parentSpanContext?: { readonly spanId: string } }) =>
    span.parentSpanContext?.spanId.endsWith(spanId) === true;
  return { error, spans, first: spans().filter(isOf('02')), second: spans().filter(isOf('04')) };
}

function invocationOf() {
  const invocation = getInvocation(context.active());
  if (invocation === undefined) throw new Error('no invocation is under way');
  return invocation;
}

test('a record that is entered has one span, which is active in its context', async () => {
  const active: (string | undefined)[] = [];

  const { first, second } = await handle((enter) => {
    const entered = [enter(0), enter(0)];
    active.push(...entered.map((each) => each && trace.getSpan(each.context)?.spanContext().spanId));
    entered[0]?.left();
  });

  assert.is(first.length, 1);
  assert.is(second.length, 1, 'one that is not entered has its own all the same');
  assert.equal(active, [first[0]?.spanContext().spanId, first[0]?.spanContext().spanId]);
});

test('its span is in error where the record failed', async () => {
  const { first, error } = await handle((enter) => {
    enter(0);
    throw new TypeError('no');
  });

  assert.ok(error instanceof TypeError);
  assert.equal([first.length, first[0]?.status.code], [1, SpanStatusCode.ERROR]);
});

test('one that the response leaves out as not attempted ends too', async () => {
  const { second } = await handle((enter) => {
    enter(1);
    return { batchItemFailures: [{ itemIdentifier: buildKinesisEvent(payloads).Records[0]?.kinesis.sequenceNumber }] };
  });

  assert.is(second.length, 1);
});

test('one that is run then, by itself, has no second span', async () => {
  const { first } = await handle(async (enter) => {
    enter(0);
    const [record] = buildKinesisEvent(payloads).Records;
    await invocationOf().runRecord({ sequenceNumber: record?.kinesis.sequenceNumber ?? '' }, async () => 'done');
  });

  assert.is(first.length, 1);
});

test('a record of another batch is not entered', async () => {
  const entered: unknown[] = [];

  await handle((enter) => void entered.push(enter(7)));

  assert.equal(entered, [undefined]);
});

test.run();
