import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type KinesisBatch, readKinesisBatch } from '../../../packages/consumer-sdk/src/records/kinesis-batch.ts';
import {
  type BatchSpanInput,
  endBatchSpan,
  startBatchSpan,
} from '../../../packages/consumer-sdk/src/spans/batch-span.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent, buildLambdaContext } from '../../support/kinesis-event.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / batch-span');

function batchOf(event: unknown): KinesisBatch {
  const batch = readKinesisBatch(event);
  if (batch === undefined) throw new Error('no batch');
  return batch;
}

const base: BatchSpanInput = { batch: batchOf(buildKinesisEvent(['{}', '{}'])), lambdaContext: undefined, links: [] };

function makeSpan(
  input: Partial<BatchSpanInput>,
  end: [failed: number, errorType: string | undefined] = [0, undefined],
) {
  const { tracerProvider, spans } = createInMemoryTelemetry();
  const parent = contextOf(numberedSpanContext(1, 2));
  endBatchSpan(startBatchSpan(tracerProvider.getTracer('test'), { ...base, ...input }, parent), ...end);
  const [span] = spans();
  if (span === undefined) throw new Error('no span');
  return span;
}

test('is a CONSUMER span under the active one, with the attributes of a batch', () => {
  const span = makeSpan({});

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
  const span = makeSpan({ lambdaContext: buildLambdaContext() });

  const { 'faas.invocation_id': id, 'aws.lambda.invoked_arn': invoked, 'cloud.resource_id': own } = span.attributes;
  assert.is(id, 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d');
  assert.is(invoked, 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live');
  assert.is(own, 'arn:aws:lambda:eu-west-1:123456789012:function:consumer');
});

test('an empty batch has no shard', () => {
  const span = makeSpan({ batch: batchOf({ Records: [] }) });

  assert.is(span.attributes['messaging.batch.message_count'], 0);
  assert.not('messaging.destination.partition.id' in span.attributes);
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
  const links = [{ context: numberedSpanContext(1, 1) }, { context: numberedSpanContext(2, 1) }];

  startBatchSpan(tracerProvider.getTracer('test'), { ...base, links }, ROOT_CONTEXT);

  assert.is(seen, 2);
});

test('is an error that says how many records failed', () => {
  const span = makeSpan({}, [3, 'TypeError']);

  assert.equal(span.status, { code: SpanStatusCode.ERROR, message: "3 of the batch's records failed" });
  assert.is(span.attributes['error.type'], 'TypeError');
});

test.run();
