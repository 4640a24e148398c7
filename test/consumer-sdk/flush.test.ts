import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { diag } from '@opentelemetry/api';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, buildLambdaContext } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / flush at the end of an invocation');

test.after.each(() => diag.disable());

const event = buildKinesisEvent(Array.from({ length: 5 }, () => stampJson('{}')));
const spansOfEvent = 7;

function createHandler(exporter: SpanExporter, flushTimeoutMs = 10_000, maxExportBatchSize = 2) {
  const processor = new BatchSpanProcessor({ exporter, maxExportBatchSize, exportTimeoutMillis: 100 });
  const tracerProvider = new TracerProvider({ spanProcessors: [processor] });
  const { meterProvider, sum } = createInMemoryTelemetry();
  const options = {
    recordSpans: 'child' as const,
    tracerProvider,
    meterProvider,
    flushTimeoutMs,
    reportBatchItemFailures: true,
  };
  return { handler: createKinesisHandler(() => undefined, options), sum };
}

/** Its first export, which a full queue begins, is over only when the exporter itself is asked to flush. */
function exporterWithOneUnderWay() {
  const delivered: string[] = [];
  let finishFirst: (() => void) | undefined;
  const exporter: SpanExporter = {
    export(spans, done) {
      const finish = () => {
        delivered.push(...spans.map(({ name }) => name));
        done({ code: 0 });
      };
      if (finishFirst === undefined) finishFirst = finish;
      else finish();
    },
    forceFlush: async () => finishFirst?.(),
    shutdown: () => Promise.resolve(),
  };
  return { exporter, delivered };
}

test('every span is delivered when the handler returns, an export already under way included', async () => {
  const { exporter, delivered } = exporterWithOneUnderWay();
  const warnings = collectWarnings();
  const { handler, sum } = createHandler(exporter);

  await handler(event);

  assert.equal([delivered.length, warnings], [spansOfEvent, []]);
  assert.is(await sum('FlushTimeouts'), 0);
});

test('an exporter that hangs costs the deadline and not the answer, and is counted and said once', async () => {
  const warnings = collectWarnings();
  const hanging: SpanExporter = { export: () => undefined, shutdown: () => Promise.resolve() };
  const { handler, sum } = createHandler(hanging, 5);

  const answers = [await handler(event), await handler(event)];

  assert.equal(answers, Array(2).fill({ batchItemFailures: [] }));
  assert.is(await sum('FlushTimeouts', { Environment: 'Production', Pipeline: 'orders' }), 2);
  assert.equal(
    warnings.filter((each) => each.includes('timed out')),
    ['@kinesis-otel/consumer-sdk: telemetry was not flushed before the invocation ended (timed out)'],
  );
});

test('an exporter that fails does not change the answer, is not waited for again, and is said once', async () => {
  const warnings = collectWarnings();
  const failing: SpanExporter = {
    export: (_spans, done) => done({ code: 1, error: new Error('collector gone') }),
    shutdown: () => Promise.resolve(),
  };
  const { handler, sum } = createHandler(failing, 10_000, 512);

  const answers = [await handler(event), await handler(event)];

  assert.equal(answers, Array(2).fill({ batchItemFailures: [] }));
  assert.equal([await sum('FlushFailures'), await sum('FlushTimeouts', { outcome: 'backing_off' })], [1, 1]);
  assert.is(warnings.filter((each) => each.includes('(failed)')).length, 1);
});

test('an invocation with no time left is not held up', async () => {
  const { exporter } = exporterWithOneUnderWay();
  const { handler, sum } = createHandler(exporter);

  const answer = await handler(event, buildLambdaContext(50));

  assert.equal(answer, { batchItemFailures: [] });
  assert.is(await sum('FlushTimeouts'), 1);
});

test('metrics are out when the handler returns', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  let exports = 0;
  const flushed = { getMeter: meterProvider.getMeter.bind(meterProvider), forceFlush: async () => void exports++ };

  await createKinesisHandler(() => undefined, { tracerProvider, meterProvider: flushed })(event);

  assert.is(exports, 1);
});

test.run();
