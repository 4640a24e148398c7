import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type BatchSpanInput, endBatchSpan, startBatchSpan } from '../../packages/consumer-sdk/src/batch-span.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildLambdaContext } from '../support/kinesis-event.ts';
import { receivedRecords } from '../support/received-records.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('consumer-sdk / batch-span');

const base: BatchSpanInput = { streamName: 'orders', records: [], lambdaContext: undefined, maxLinks: 20 };

function makeSpan(
  input: Partial<BatchSpanInput>,
  end: [failed: number, errorType: string | undefined] = [0, undefined],
) {
  const { tracerProvider, spans } = createInMemoryTelemetry();
  const parent = contextOf(numberedSpanContext(1, 2));
  const started = startBatchSpan(tracerProvider.getTracer('test'), { ...base, ...input }, parent);
  endBatchSpan(started.span, ...end);
  const [span] = spans();
  if (span === undefined) throw new Error('no span');
  return { span, linksDropped: started.linksDropped };
}

function stamped(...carriers: readonly (readonly [trace: number, span: number, flags?: '00' | '01'])[]) {
  return receivedRecords(carriers.map((each) => stampJson('{}', numberedCarrier(...each))));
}

test('is a CONSUMER span under the active one, with the attributes of a batch', () => {
  const { span } = makeSpan({ records: receivedRecords(['{}', '{}']) });

  assert.equal([span.name, span.kind, span.status.code], ['process orders', SpanKind.CONSUMER, SpanStatusCode.UNSET]);
  assert.is(span.parentSpanContext?.spanId, numberedSpanContext(1, 2).spanId);
  assert.equal(span.attributes, {
    'messaging.system': 'aws_kinesis',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'orders',
    'aws.kinesis.stream_name': 'orders',
    'messaging.batch.message_count': 2,
    'faas.trigger': 'pubsub',
    'messaging.destination.partition.id': 'shardId-000000000006',
  });
});

test('names the invocation and the function, the function without its alias', () => {
  const { span } = makeSpan({ lambdaContext: buildLambdaContext() });

  const { 'faas.invocation_id': id, 'aws.lambda.invoked_arn': invoked, 'cloud.resource_id': own } = span.attributes;
  assert.is(id, 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d');
  assert.is(invoked, 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live');
  assert.is(own, 'arn:aws:lambda:eu-west-1:123456789012:function:consumer');
});

test('a batch of one record has its shard', () => {
  const { span } = makeSpan({ records: receivedRecords(['{}']) });

  assert.is(span.attributes['messaging.destination.partition.id'], 'shardId-000000000006');
});

test('an empty batch has no shard', () => {
  const { span, linksDropped } = makeSpan({});

  assert.is(span.attributes['messaging.batch.message_count'], 0);
  assert.not('messaging.destination.partition.id' in span.attributes);
  assert.equal([span.links.length, linksDropped], [0, 0]);
});

test('links once to each context its records came with', () => {
  const { span } = makeSpan({ records: [...stamped([1, 1], [1, 2], [1, 1]), ...receivedRecords(['text'])] });

  assert.equal(
    span.links.map(({ context }) => [context.traceId.at(-1), context.spanId.at(-1), context.isRemote]),
    [
      ['1', '1', true],
      ['1', '2', true],
    ],
  );
});

test('keeps links to sampled contexts first, and says how many it left out', () => {
  const records = stamped([1, 1, '00'], [2, 1, '01'], [3, 1, '00'], [4, 1, '01']);

  const { span, linksDropped } = makeSpan({ records, maxLinks: 3 });

  assert.equal(
    span.links.map(({ context }) => context.traceId.at(-1)),
    ['2', '4', '1'],
  );
  assert.is(linksDropped, 1);
});

test('no links at all, where none are wanted', () => {
  const { span, linksDropped } = makeSpan({ records: stamped([1, 1], [2, 1]), maxLinks: 0 });

  assert.equal([span.links.length, linksDropped], [0, 2]);
});

test('the links are there when a sampler decides', () => {
  let seen = 0;
  const sampler = {
    shouldSample: (...all: unknown[]) => {
      seen = (all[5] as unknown[]).length;
      return { decision: 2 };
    },
  };
  const { tracerProvider } = createInMemoryTelemetry({ sampler });

  startBatchSpan(tracerProvider.getTracer('test'), { ...base, records: stamped([1, 1], [2, 1]) }, ROOT_CONTEXT);

  assert.is(seen, 2);
});

test('is an error that says how many records failed', () => {
  const { span } = makeSpan({ records: stamped([1, 1]) }, [3, 'TypeError']);

  assert.equal(span.status, { code: SpanStatusCode.ERROR, message: "3 of the batch's records failed" });
  assert.is(span.attributes['error.type'], 'TypeError');
});

test.run();
