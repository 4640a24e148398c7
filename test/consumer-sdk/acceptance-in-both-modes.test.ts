import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { diag } from '@opentelemetry/api';
import { BatchSpanProcessor, SimpleSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { consumerModes, createInMode } from '../support/consumer-modes.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext, sequenceNumber } from '../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

/* The consumer's part of what every competitor was found to get wrong, for the robustness of either mode. */
const test = suite('consumer-sdk / acceptance in both modes');

test.after.each(() => diag.disable());

const stamped = (n: number) => stampJson(`{"n":${n}}`, numberedCarrier(n, 1));
const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
};
const hang = () => new Promise<void>(() => undefined);
const fail = (): never => {
  throw new Error('exporter');
};
const throwing = { export: fail, forceFlush: async () => undefined, shutdown: async () => undefined };
const processors: Readonly<Record<string, () => SpanProcessor>> = {
  'one by one': () => new SimpleSpanProcessor({ exporter: throwing }),
  'in batches': () => new BatchSpanProcessor({ exporter: throwing, exportTimeoutMillis: 100 }),
};

for (const mode of consumerModes) {
  test(`${mode}: an event that is frozen through and through, and comes twice, stays as it was`, async () => {
    const event = frozen(buildKinesisEvent([stamped(1), stamped(2), '{"n":3}']));
    const before = structuredClone(event);
    const seen: number[] = [];
    const { handler, telemetry } = createInMode(mode, ({ n }) => void seen.push(n));

    await handler(event);
    await handler(event);

    assert.equal(seen, [1, 2, 3, 1, 2, 3]);
    assert.equal(event, before);
    assert.is(await telemetry.sum('RecordProcessingSuccess'), 6);
  });

  test(`${mode}: ten thousand records of as many traces keep to the bounds, and all are done`, async () => {
    let done = 0;
    const { handler, telemetry } = createInMode(mode, () => void done++, atAnyAge);

    await handler(buildKinesisEvent(Array.from({ length: 10_000 }, (_, index) => stamped(index + 1))));

    const { sum, spans, batchSpan } = telemetry;
    assert.equal([done, await sum('RecordProcessingSuccess')], [10_000, 10_000]);
    assert.equal([spans().length, batchSpan()?.links.length], [202, 20]);
    assert.equal([await sum('SpansDropped'), await sum('LinksDropped')], [9_800, 9_980]);
  });

  test(`${mode}: a first record without context takes it from none of the others`, async () => {
    const { handler, telemetry } = createInMode(mode, undefined, atAnyAge);

    await handler(buildKinesisEvent(['{"n":1}', stamped(2), stamped(3)]));

    const batchTrace = telemetry.batchSpan()?.spanContext().traceId;
    const traces = telemetry
      .spans()
      .filter(({ attributes }) => 'messaging.message.id' in attributes)
      .map((span) => span.spanContext().traceId);
    assert.equal(traces, [batchTrace, ...[2, 3].map((n) => String(n).padStart(32, '0'))]);
    assert.is(await telemetry.sum('TraceContextExtraction', { outcome: 'missing' }), 1);
  });

  test(`${mode}: less time left than the flush may take does not hold the answer up beyond it`, async () => {
    const { tracerProvider } = createInMemoryTelemetry();
    const hanging = { getTracer: tracerProvider.getTracer.bind(tracerProvider), forceFlush: hang };
    const options = { tracerProvider: hanging, flushTimeoutMs: 60_000 };
    const { handler, telemetry } = createInMode(mode, undefined, options);

    const response = await handler(buildKinesisEvent(['{"n":1}']), buildLambdaContext(110));

    assert.equal(response, { batchItemFailures: [] });
    assert.is(await telemetry.sum('FlushTimeouts'), 1);
  });

  for (const [how, createProcessor] of Object.entries(processors)) {
    test(`${mode}: an exporter that throws, ${how}, changes neither answer nor figures`, async () => {
      collectWarnings();
      const tracerProvider = new TracerProvider({ spanProcessors: [createProcessor()] });
      const { handler, telemetry } = createInMode(mode, undefined, { tracerProvider });

      const answers = [await handler(buildKinesisEvent([stamped(1)])), await handler(buildKinesisEvent([stamped(2)]))];

      assert.equal(answers, [{ batchItemFailures: [] }, { batchItemFailures: [] }]);
      assert.is(await telemetry.sum('RecordProcessingSuccess'), 2);
    });
  }

  test(`${mode}: a record that takes as long as slowRecordMs has a span though the budget is spent`, async () => {
    const spansWith = async (slowRecordMs: number) => {
      const options = { ...atAnyAge, maxRecordSpans: 0, slowRecordMs };
      const { handler, telemetry } = createInMode(mode, undefined, options);
      await handler(buildKinesisEvent([stamped(1)]));
      return telemetry.spans().filter(({ attributes }) => 'messaging.message.id' in attributes).length;
    };

    const [slow, quick] = [await spansWith(0), await spansWith(Number.MAX_SAFE_INTEGER)];

    // Nobody knows how long one record of a batch handler took.
    assert.equal([slow, quick], mode === 'as a batch' ? [0, 0] : [1, 0]);
  });
}

for (const [what, response] of Object.entries({
  'an empty identifier': { batchItemFailures: [{ itemIdentifier: '' }] },
  'no identifier': { batchItemFailures: [{ itemIdentifier: null }] },
  'a wrong key': { batchItemFailures: [{ sequenceNumber: sequenceNumber(1) }] },
  'a record of another batch': { batchItemFailures: [{ itemIdentifier: sequenceNumber(9) }] },
  'a record of another batch beside one of this': {
    batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }, { itemIdentifier: sequenceNumber(9) }],
  },
  'what is no number': { batchItemFailures: [{ itemIdentifier: 'shardId-000000000001:1' }] },
  'nothing that is an item': { batchItemFailures: [null] },
})) {
  test(`a handler that reports ${what} has failed its batch, as Lambda takes it, and its answer is left as it is`, async () => {
    const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
    const options = { tracerProvider, meterProvider, reportBatchItemFailures: true };

    const answer = await instrumentKinesisHandler(
      async (_event: object) => response,
      options,
    )(buildKinesisEvent(['{}', '{}', '{}']));

    assert.is(answer, response);
    const where = { 'error.type': 'InvalidBatchItemFailures' };
    assert.equal([await sum('RecordProcessingFailure', where), await sum('RecordProcessingSuccess')], [3, 0]);
  });
}

test.run();
