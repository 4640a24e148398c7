import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { metrics, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / telemetry');

test.after.each(() => {
  trace.disable();
  metrics.disable();
});

const event = buildKinesisEvent([stampJson('{}')]);

test('without any provider every record is done all the same', async () => {
  const done: unknown[] = [];
  const handler = createKinesisHandler(({ data }) => done.push(data), { reportBatchItemFailures: true });

  const response = await handler(event);

  assert.equal([response, done], [{ batchItemFailures: [] }, [{}]]);
});

test('providers registered after the handler was made, and after its first batch, are used', async () => {
  const handler = createKinesisHandler(() => undefined);
  await handler(event);
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();

  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  await handler(event);

  assert.is(spans().length, 3);
  assert.is(spans()[0]?.instrumentationScope.name, '@kinesis-otel/consumer-sdk');
  assert.is(await sum('RecordProcessingSuccess'), 1);
});

test('providers in the options go before the global ones', async () => {
  const [global, given] = [createInMemoryTelemetry(), createInMemoryTelemetry()];
  trace.setGlobalTracerProvider(global.tracerProvider);
  metrics.setGlobalMeterProvider(global.meterProvider);
  const { tracerProvider, meterProvider } = given;

  await createKinesisHandler(() => undefined, { tracerProvider, meterProvider })(event);

  assert.equal([global.spans().length, given.spans().length], [0, 3]);
  assert.equal([await global.sum('BatchSize'), await given.sum('BatchSize')], [undefined, 1]);
});

test.run();
