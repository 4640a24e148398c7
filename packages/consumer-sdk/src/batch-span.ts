import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { LambdaContext } from './lambda-context.ts';
import type { ReadRecord } from './read-record.ts';

/** What a batch span is made of. */
export interface BatchSpanInput {
  readonly streamName: string;
  readonly records: readonly ReadRecord[];
  readonly lambdaContext: LambdaContext | undefined;
  readonly maxLinks: number;
}

/** A started batch span, and the producer contexts it had no room to link to. */
export interface StartedBatchSpan {
  readonly span: Span;
  readonly linksDropped: number;
}

/** Starts the `process <stream>` span of an invocation, linked to the distinct contexts its records came with. */
export function startBatchSpan(tracer: Tracer, input: BatchSpanInput, parent: Context): StartedBatchSpan {
  const all = distinctLinks(input.records);
  const links = all.slice(0, input.maxLinks);
  const span = tracer.startSpan(
    `process ${input.streamName}`,
    { kind: SpanKind.CONSUMER, links, attributes: batchAttributes(input) },
    parent,
  );
  return { span, linksDropped: all.length - links.length };
}

/** Ends the batch span; `failure` is what its handler threw, or the first record's failure. */
export function endBatchSpan(span: Span, failed: number, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR, message: `${failed} of the batch's records failed` });
  }
  span.end();
}

function batchAttributes({ streamName, records, lambdaContext }: BatchSpanInput): Attributes {
  return {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: 'process',
    [attributeNames.messagingOperationType]: 'process',
    [attributeNames.messagingDestinationName]: streamName,
    [attributeNames.awsKinesisStreamName]: streamName,
    [attributeNames.messagingBatchMessageCount]: records.length,
    [attributeNames.faasTrigger]: 'pubsub',
    ...(records[0] === undefined ? {} : { [attributeNames.messagingDestinationPartitionId]: records[0].shardId }),
    ...lambdaAttributes(lambdaContext),
  };
}

function lambdaAttributes(lambdaContext: LambdaContext | undefined): Attributes {
  const { awsRequestId, invokedFunctionArn } = lambdaContext ?? {};
  return {
    ...(awsRequestId === undefined ? {} : { [attributeNames.faasInvocationId]: awsRequestId }),
    ...(invokedFunctionArn === undefined
      ? {}
      : {
          [attributeNames.awsLambdaInvokedArn]: invokedFunctionArn,
          // The function's own ARN has seven parts; an eighth is the alias or version that was called.
          [attributeNames.cloudResourceId]: invokedFunctionArn.split(':', 7).join(':'),
        }),
  };
}

/** Sampled contexts first: a capped span is to keep the links that lead somewhere. */
function distinctLinks(records: readonly ReadRecord[]): Link[] {
  const sampled = new Map<string, Link>();
  const unsampled = new Map<string, Link>();
  for (const { producerContext, foreignContext } of records) {
    const context = producerContext ?? foreignContext;
    if (context === undefined) continue;
    const links = (context.traceFlags & TraceFlags.SAMPLED) === 0 ? unsampled : sampled;
    links.set(context.traceId + context.spanId, { context });
  }
  return [...sampled.values(), ...unsampled.values()];
}
