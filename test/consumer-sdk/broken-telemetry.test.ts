import { type ConsumerOptions, createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / broken telemetry');

test.after.each(() => diag.disable());

const fail = (): never => {
  throw new Error('broken');
};
const { tracerProvider, meterProvider } = createInMemoryTelemetry();
const brokenSpan = () => {
  const span = tracerProvider.getTracer('x').startSpan('x');
  return Object.assign(span, { end: fail, setStatus: fail, setAttribute: fail });
};
const brokenInstruments = { createHistogram: () => ({ record: fail }), createCounter: () => ({ add: fail }) };

const nothing = () => undefined;
const broken: Readonly<Record<string, object>> = {
  'a tracer provider that throws': { tracerProvider: { getTracer: fail }, meterProvider },
  'a tracer that gives no span': { tracerProvider: { getTracer: () => ({ startSpan: nothing }) }, meterProvider },
  'a propagator that throws': {
    tracerProvider,
    meterProvider,
    propagator: { extract: fail, inject: fail, fields: () => [] },
  },
  'a tracer that throws': { tracerProvider: { getTracer: () => ({ startSpan: fail }) }, meterProvider },
  'spans that throw': { tracerProvider: { getTracer: () => ({ startSpan: brokenSpan }) }, meterProvider },
  'a meter provider that throws': { tracerProvider, meterProvider: { getMeter: fail } },
  'instruments that throw': { tracerProvider, meterProvider: { getMeter: () => brokenInstruments } },
  'flushes that throw': {
    tracerProvider: { getTracer: () => tracerProvider.getTracer('x'), forceFlush: fail },
    meterProvider: { getMeter: () => meterProvider.getMeter('x'), forceFlush: fail },
  },
};
const fields = { 'uber-trace-id': '1:2:0:1' };
const event = buildKinesisEvent([stampJson('{"n":1}', { fields }), '{"n":2}']);

for (const [what, providers] of Object.entries(broken)) {
  const options: ConsumerOptions = { ...providers, reportBatchItemFailures: true };

  test(`with ${what} each record is done once, and the answer is the same`, async () => {
    const warnings = collectWarnings();
    const done: unknown[] = [];

    const response = await createKinesisHandler(({ data }) => done.push(data), options)(event);

    assert.equal([response, done], [{ batchItemFailures: [] }, [{ n: 1 }, { n: 2 }]]);
    assert.ok(warnings.length > 0);
  });

  test(`with ${what} a batch handler is called once, with clean payloads, and its answer is the same`, async () => {
    const seen: WireKinesisEvent[] = [];
    const answer = {};
    const handle = (given: WireKinesisEvent) => {
      seen.push(given);
      return answer;
    };

    const response = await instrumentKinesisHandler(handle, options)(event);

    assert.is(response, answer);
    assert.equal(seen, [buildKinesisEvent(['{"n":1}', '{"n":2}'])]);
  });

  test(`with ${what} an event that is not Kinesis’s passes, with its answer and its error`, async () => {
    const error = new Error('bad');
    const answer = {};
    const other = { headers: { traceparent: 'x' } };

    const response = await instrumentKinesisHandler(async (_event: object) => answer, options)(other);
    const rejected = await rejects(instrumentKinesisHandler((_event: object) => Promise.reject(error), options)(other));

    assert.is(response, answer);
    assert.is(rejected, error);
  });

  test(`with ${what} the handler’s own error is what Lambda gets`, async () => {
    const error = new Error('bad');
    const handle = async (_event: WireKinesisEvent) => Promise.reject(error);

    const rejected = await rejects(instrumentKinesisHandler(handle, options)(event));

    assert.is(rejected, error);
  });
}

for (const what of [
  'a tracer provider that throws',
  'a tracer that throws',
  'spans that throw',
  'a tracer that gives no span',
]) {
  test(`${what} costs no batch its figures, in either mode`, async () => {
    for (const isBatchMode of [true, false]) {
      const telemetry = createInMemoryTelemetry();
      const options = { ...broken[what], meterProvider: telemetry.meterProvider, linkAfterMs: Number.MAX_SAFE_INTEGER };

      if (isBatchMode) await instrumentKinesisHandler(async (_event: object) => undefined, options)(event);
      else await createKinesisHandler(() => undefined, options)(event);

      const metrics = ['BatchSize', 'RecordProcessingSuccess'].map((metric) => telemetry.sum(metric));
      assert.equal(await Promise.all(metrics), [2, 2], isBatchMode ? 'batch mode' : 'record mode');
      assert.is((await telemetry.points('RecordProcessingLatency'))[0]?.count, 2);
    }
  });
}

test('a remaining time that throws does not keep the answer back, and is said', async () => {
  const warnings = collectWarnings();
  const handler = createKinesisHandler(() => undefined, {
    tracerProvider,
    meterProvider,
    reportBatchItemFailures: true,
  });

  const response = await handler(event, { getRemainingTimeInMillis: fail });

  assert.equal(response, { batchItemFailures: [] });
  assert.match(warnings.join(), /telemetry was not flushed before the invocation ended Error: broken/);
});

test.run();
