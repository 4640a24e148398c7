import { createKinesisHandler, measureDownstreamWrite } from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import { diag, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { sampleSpanId, sampleTraceId } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / measure-downstream-write');

test.after.each(() => {
  diag.disable();
  trace.disable();
  metrics.disable();
});

const traceparent = `00-${sampleTraceId}-${sampleSpanId}-01`;

/** Does the write in the function of one record, whose handler has providers of its own. */
async function inRecord<Result>(write: () => Promise<Result>, flags = '01') {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const handler = createKinesisHandler(write, { tracerProvider, meterProvider });
  const event = buildKinesisEvent([{ data: {}, traceparent: traceparent.replace(/01$/, flags) }], {
    streamName: 'shop',
  });
  const error = await handler(event).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return { ...telemetry, error };
}

test('a write is measured in its record’s trace, under the pipeline and with the providers of its handler', async () => {
  let active: string | undefined;
  const write = () => {
    active = trace.getActiveSpan()?.spanContext().spanId;
    return Promise.resolve('done');
  };

  const { spans, points } = await inRecord(() => measureDownstreamWrite('Postgres/orders', write));

  const [span, record] = spans();
  assert.equal(
    [span?.name, span?.kind, span?.spanContext().traceId],
    ['write Postgres/orders', SpanKind.CLIENT, sampleTraceId],
  );
  assert.is(span?.parentSpanContext?.spanId, record?.spanContext().spanId);
  assert.is(span?.spanContext().spanId, active);
  assert.equal(span?.attributes, { 'kinesis_otel.target': 'Postgres/orders' });
  const attributes = { Environment: 'Production', Pipeline: 'shop', Target: 'Postgres/orders' };
  const [latency] = await points('DownstreamWriteLatency');
  assert.equal([latency?.attributes, latency?.count], [attributes, 1]);
  assert.equal(await points('DownstreamWriteSuccess'), [{ attributes, sum: 1, count: undefined }]);
});

test('it gives what the write gives, at once or later', async () => {
  const answer = { rows: [] };

  const given = [
    await measureDownstreamWrite('Redis/orders', () => answer),
    await measureDownstreamWrite('Redis/orders', async () => answer),
  ];

  assert.ok(given.every((each) => each === answer));
});

for (const [how, write] of [
  ['rejects', () => Promise.reject(failure)],
  [
    'throws',
    () => {
      throw failure;
    },
  ],
] as const) {
  test(`it throws what the write ${how}, which is a failure`, async () => {
    const { spans, sum, error } = await inRecord(() => measureDownstreamWrite('HTTP/shipping', write));

    assert.is(error, failure);
    assert.is(await sum('DownstreamWriteFailure', { Target: 'HTTP/shipping', 'error.type': 'TimeoutError' }), 1);
    assert.is(spans()[0]?.status.code, SpanStatusCode.ERROR);
  });
}

const failure = Object.assign(new Error('x'), { name: 'TimeoutError' });

test('a query that runs when it is awaited runs once, inside its span', async () => {
  const active: (string | undefined)[] = [];
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: what query builders are
    then(resolve: (rows: unknown) => void) {
      active.push(trace.getActiveSpan()?.spanContext().spanId);
      resolve(active.length);
    },
  };

  const { spans, error } = await inRecord(() =>
    measureDownstreamWrite('Postgres/orders', () => query as unknown as PromiseLike<number>),
  );

  assert.is(error, undefined);
  assert.equal(active, [
    spans()
      .find(({ kind }) => kind === SpanKind.CLIENT)
      ?.spanContext().spanId,
  ]);
});

test('without options, or with none to speak of, the write is done all the same', async () => {
  assert.is(await measureDownstreamWrite('Redis/orders', () => 1, null as never), 1);
});

test('where another instrumentation makes the span, it only measures', async () => {
  const { spans, sum } = await inRecord(() =>
    measureDownstreamWrite('Postgres/orders', async () => 1, { span: false }),
  );

  assert.not.ok(spans().some(({ kind }) => kind === SpanKind.CLIENT));
  assert.is(await sum('DownstreamWriteSuccess', { Target: 'Postgres/orders' }), 1);
});

test('in an unsampled record it makes no span, and measures', async () => {
  const { spans, sum } = await inRecord(() => measureDownstreamWrite('Postgres/orders', async () => 1), '00');

  assert.not.ok(spans().some(({ kind }) => kind === SpanKind.CLIENT));
  assert.is(await sum('DownstreamWriteSuccess'), 1);
});

test('outside of a handler it uses what is registered', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);

  await measureDownstreamWrite('Redis/orders', async () => 1);

  assert.equal(
    spans().map(({ name }) => name),
    ['write Redis/orders'],
  );
  assert.is(await sum('DownstreamWriteSuccess', { Environment: 'Production', Pipeline: 'unknown' }), 1);
});

for (const target of ['', '  ', undefined, 7]) {
  test(`a target that is ${JSON.stringify(target)} costs the name, and nothing else`, async () => {
    const warnings = collectWarnings();

    const { sum, error } = await inRecord(() => measureDownstreamWrite(target as string, async () => 1));

    assert.is(error, undefined);
    assert.is(await sum('DownstreamWriteSuccess', { Target: 'unknown' }), 1);
    assert.is(warnings.filter((each) => each.includes('without the name')).length, 1);
  });
}

test.run();
