import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { instrumentKinesisHandler, type KinesisBatchResponse, withRecordSpan } from '@kinesis-otel/consumer-sdk';
import { buildInvocationContext, buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import middy from '@middy/core';
import { context as active, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Context, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { setInvocation } from '../../packages/consumer-sdk/src/invocation-on-context.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { emptyInvocation } from '../support/invocation-on-context.ts';
import { numberedCarrier } from '../support/sample-carrier.ts';
import { numberedSpanContext } from '../support/sample-context.ts';

const test = suite('consumer-sdk / with-record-span, inside a handler of ours');

const event = (): KinesisStreamEvent =>
  buildKinesisEvent(
    [1, 2, 3].map((number) => ({ data: { number }, traceparent: numberedCarrier(number, 9).traceparent })),
  );
const textOf = ({ kinesis }: KinesisStreamRecord) => atob(kinesis.data);
const save = async (record: KinesisStreamRecord): Promise<string | undefined> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (textOf(record).includes('2')) throw new RangeError('no');
  return trace.getActiveSpan()?.spanContext().traceId;
};
const processor = new BatchProcessor(EventType.KinesisDataStreams);

type Handler = (event: KinesisStreamEvent, context: Context) => Promise<KinesisBatchResponse>;

const powertools =
  (processInParallel: boolean): Handler =>
  (given, lambdaContext) =>
    processPartialResponse(given, (record: KinesisStreamRecord) => withRecordSpan(record, save), processor, {
      context: lambdaContext,
      processInParallel,
    });

const loop: Handler = async ({ Records }) => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of Records) {
    await withRecordSpan(record, save).catch(() =>
      batchItemFailures.push({ itemIdentifier: record.kinesis.sequenceNumber }),
    );
  }
  return { batchItemFailures };
};

const handlers: Readonly<Record<string, (options: object) => Handler>> = {
  'a plain loop': (options) => instrumentKinesisHandler(loop, options),
  'Powertools, side by side': (options) => instrumentKinesisHandler(powertools(true), options),
  'Powertools, one after the other': (options) => instrumentKinesisHandler(powertools(false), options),
  'middy inside': (options) =>
    instrumentKinesisHandler(middy<KinesisStreamEvent, KinesisBatchResponse>().handler(loop) as Handler, options),
  'middy outside': (options) =>
    middy<KinesisStreamEvent, KinesisBatchResponse>().handler(
      instrumentKinesisHandler(powertools(true), options) as never,
    ) as unknown as Handler,
};

for (const [what, wrap] of Object.entries(handlers)) {
  test(`${what}: the answer is as it would be, and each record has one span, of its own trace and work`, async () => {
    const { tracerProvider, meterProvider, spans, points } = createInMemoryTelemetry();
    const handler = wrap({ tracerProvider, meterProvider, reportBatchItemFailures: true });
    const delivered = event();

    const response = await handler(delivered, buildInvocationContext());

    assert.equal(response.batchItemFailures, [{ itemIdentifier: delivered.Records[1]?.kinesis.sequenceNumber }]);
    const ofRecords = spans().filter(({ attributes }) => attributes['messaging.message.id'] !== undefined);
    const told = (span: ReadableSpan) => [
      span.spanContext().traceId,
      span.parentSpanContext?.spanId,
      span.attributes['error.type'],
      span.attributes['kinesis_otel.span_source'],
    ];
    assert.equal(
      ofRecords.map(told).sort(),
      [1, 2, 3].map((number) => {
        const { traceId, spanId } = numberedSpanContext(number, 9);
        return [traceId, spanId, number === 2 ? 'RangeError' : undefined, undefined];
      }),
    );
    const [duration] = await points('RecordHandlerDuration');
    assert.is(duration?.count, 3);
    const [failure] = await points('RecordProcessingFailure', { 'error.type': 'RangeError' });
    assert.is(failure?.sum, 1);
  });
}

test('the record is found through the invocation, by its sequence number, whatever a parser made of it', async () => {
  const asked: unknown[] = [];
  const invocation = {
    ...emptyInvocation({ Environment: 'Test', Pipeline: 'orders' }),
    hasRecord: (sequenceNumber: string) => sequenceNumber === '42',
    runRecord: async <Result>(id: unknown, work: () => Result | PromiseLike<Result>): Promise<Result> => {
      asked.push(id);
      return work();
    },
  };
  const parsed = { kinesis: { sequenceNumber: '42', data: { id: 7 } } };

  const given = await active.with(setInvocation(ROOT_CONTEXT, invocation), () =>
    withRecordSpan(parsed, (record) => record),
  );

  assert.is(given, parsed);
  assert.equal(asked, [{ sequenceNumber: '42' }]);
});

test.run();
