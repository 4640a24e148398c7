import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import { diag, metrics, trace } from '@opentelemetry/api';
import * as sdk3 from '@opentelemetry/sdk-metrics';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / telemetry');

test.after.each(() => {
  trace.disable();
  metrics.disable();
  td.reset();
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

test('without any provider that is said once, where the function’s log has it', async () => {
  const warnings: string[] = [];
  td.replace(process, 'emitWarning', (message: string) => warnings.push(message));
  const handler = createKinesisHandler(() => undefined);

  await handler(event);
  await handler(event);

  assert.is(warnings.length, 1);
  assert.match(warnings[0] ?? '', /no OpenTelemetry provider is registered/);
});

test('with a provider, registered or given, nothing is said', async () => {
  const warnings: string[] = [];
  td.replace(process, 'emitWarning', (message: string) => warnings.push(message));
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();

  await createKinesisHandler(() => undefined, { tracerProvider, meterProvider })(event);
  trace.setGlobalTracerProvider(tracerProvider);
  await createKinesisHandler(() => undefined)(event);

  assert.equal(warnings, []);
});

for (const [
  version,
  { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader },
] of [
  ['2.x', sdk2 as unknown as typeof sdk3],
  ['3.x', sdk3],
] as const) {
  for (const temporality of ['CUMULATIVE', 'DELTA'] as const) {
    test(`a ${temporality} reader of SDK ${version} is ${temporality === 'DELTA' ? 'not ' : ''}warned of`, async () => {
      const warnings = collectWarnings();
      const exporter = new InMemoryMetricExporter(AggregationTemporality[temporality]);
      const readers = [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })];
      const { tracerProvider } = createInMemoryTelemetry();

      const options = { tracerProvider, meterProvider: new MeterProvider({ readers }) };
      await createKinesisHandler(() => undefined, options)(event);

      assert.is(
        warnings.some((each) => each.includes('running totals')),
        temporality === 'CUMULATIVE',
      );
      diag.disable();
    });
  }
}

test.run();
