import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import type { BoundTraceContext } from './bind-trace-context.ts';
import type { OutgoingBatch } from './outgoing-batch.ts';
import type { PutOutcome } from './put-outcome.ts';

/** Links on one send span at most: the limit OpenTelemetry SDKs have by default, beyond which they drop without a word. */
const maxLinks = 128;

/**
 * Starts `send <stream>`.
 *
 * PRODUCER where its own context goes into the records; CLIENT, with a link to each distinct context, where the records
 * bring their own (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#span-kind).
 */
export function startSendSpan(
  tracer: Tracer,
  batch: OutgoingBatch,
  bound: readonly (BoundTraceContext | undefined)[],
  parent: Context,
): Span {
  const links = distinctLinks(bound);
  const kind = links.length > 0 ? SpanKind.CLIENT : SpanKind.PRODUCER;
  return tracer.startSpan(`send ${batch.streamName}`, { kind, links, attributes: sendAttributes(batch) }, parent);
}

/** Ends the span with what AWS answered; a call with rejected records is an error even where AWS said 200. */
export function endSendSpan(span: Span, outcome: PutOutcome): void {
  if (outcome.accepted < outcome.total) {
    const codes = [...outcome.rejectedByCode].map(([code, count]) => `${code}: ${count}`).join(', ');
    span.setAttribute(attributeNames.errorType, [...outcome.rejectedByCode.keys()][0] ?? '_OTHER');
    const message = `${outcome.total - outcome.accepted} of ${outcome.total} records rejected (${codes})`;
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end();
}

function sendAttributes({ operation, streamName, entries }: OutgoingBatch): Attributes {
  return {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: 'send',
    [attributeNames.messagingOperationType]: 'send',
    [attributeNames.messagingDestinationName]: streamName,
    [attributeNames.awsKinesisStreamName]: streamName,
    ...(operation === 'PutRecords' ? { [attributeNames.messagingBatchMessageCount]: entries.length } : {}),
  };
}

function distinctLinks(bound: readonly (BoundTraceContext | undefined)[]): Link[] {
  const bySpan = new Map<string, Link>();
  for (const each of bound) {
    if (bySpan.size === maxLinks) break;
    if (each !== undefined)
      bySpan.set(each.spanContext.traceId + each.spanContext.spanId, { context: each.spanContext });
  }
  return [...bySpan.values()];
}
