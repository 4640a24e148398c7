import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import { type Context, type Link, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { LambdaContext } from '../lambda-context.ts';
import type { KinesisBatch } from '../records/kinesis-batch.ts';
import { kinesisTrigger } from './faas-trigger.ts';
import { lambdaAttributes } from './invocation-span.ts';

/** What a batch span is made of. */
export interface BatchSpanInput {
  readonly batch: KinesisBatch;
  readonly lambdaContext: LambdaContext | undefined;
  /** Given at the start: a sampler sees no others. */
  readonly links: Link[];
}

/** Starts the `process <stream>` span of an invocation, linked to the distinct contexts its records came with. */
export function startBatchSpan(tracer: Tracer, { batch, lambdaContext, links }: BatchSpanInput, parent: Context): Span {
  const { streamName, shardId, records } = batch;
  const attributes = {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: 'process',
    [attributeNames.messagingOperationType]: 'process',
    [attributeNames.messagingDestinationName]: streamName,
    [attributeNames.awsKinesisStreamName]: streamName,
    [attributeNames.messagingBatchMessageCount]: records.length,
    ...kinesisTrigger,
    ...(shardId === undefined ? {} : { [attributeNames.messagingDestinationPartitionId]: shardId }),
    ...lambdaAttributes(lambdaContext),
  };
  return tracer.startSpan(`process ${streamName}`, { kind: SpanKind.CONSUMER, links, attributes }, parent);
}

/** Ends the batch span; it is in error where records failed. */
export function endBatchSpan(span: Span, failed: number, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR, message: `${failed} of the batch's records failed` });
  }
  span.end();
}
