import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { FailureDocument } from './failure-document.ts';
import type { RecoveredContext, RecoveredContexts } from './recover-contexts.ts';

/** What the span of one given-up batch is made of. */
export interface DeadLetter {
  readonly document: FailureDocument;
  readonly recovered: RecoveredContexts;
  readonly maxLinks: number;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
}

/**
 * Makes the `dead-letter <stream>` span of a batch that was given up, in error, linked to each producer whose records
 * were in it. Gives how many links it had no room for.
 */
export function makeDeadLetterSpan(tracer: Tracer, letter: DeadLetter, parent: Context): number {
  const { document, recovered, maxLinks } = letter;
  const all = distinctLinks(recovered.contexts);
  const span = tracer.startSpan(
    `dead-letter ${document.streamName}`,
    {
      kind: SpanKind.CONSUMER,
      startTime: letter.startedAtMs,
      links: all.slice(0, maxLinks),
      attributes: attributesOf(document, recovered),
    },
    parent,
  );
  span.setStatus({ code: SpanStatusCode.ERROR, message: `${document.batchSize} records were given up` });
  span.end();
  return Math.max(0, all.length - maxLinks);
}

function attributesOf(document: FailureDocument, { found }: RecoveredContexts): Attributes {
  const { requestId, functionArn, invocations } = document;
  return {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: 'dead-letter',
    [attributeNames.messagingOperationType]: 'process',
    [attributeNames.messagingDestinationName]: document.streamName,
    [attributeNames.awsKinesisStreamName]: document.streamName,
    [attributeNames.messagingDestinationPartitionId]: document.shardId,
    [attributeNames.messagingBatchMessageCount]: document.batchSize,
    [attributeNames.errorType]: document.condition,
    [attributeNames.deadLetterRecords]: found,
    [attributeNames.deadLetterFirst]: document.startSequenceNumber,
    [attributeNames.deadLetterLast]: document.endSequenceNumber,
    ...(invocations === undefined ? {} : { [attributeNames.deadLetterInvocations]: invocations }),
    ...(requestId === undefined ? {} : { [attributeNames.deadLetterRequestId]: requestId }),
    ...(functionArn === undefined ? {} : { [attributeNames.deadLetterFunctionArn]: functionArn }),
  };
}

/** Certain ones first, and of those the sampled: a capped span is to keep the links that lead somewhere. */
function distinctLinks(contexts: readonly RecoveredContext[]): readonly Link[] {
  const byPreference = contexts.toSorted((left, right) => rank(left) - rank(right));
  const distinct = new Map<string, Link>();
  for (const { context, isCandidate } of byPreference) {
    const id = context.traceId + context.spanId;
    const attributes = isCandidate ? { attributes: { [attributeNames.deadLetterCandidate]: true } } : {};
    if (!distinct.has(id)) distinct.set(id, { context, ...attributes });
  }
  return [...distinct.values()];
}

function rank({ context, isCandidate }: RecoveredContext): number {
  return (isCandidate ? 2 : 0) + ((context.traceFlags & TraceFlags.SAMPLED) === 0 ? 1 : 0);
}
