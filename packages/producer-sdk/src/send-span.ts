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
import type { PutOutcome } from './outcome/put-outcome.ts';
import type { OutgoingBatch } from './outgoing-batch.ts';

/** What a send span is begun with. */
export interface SendSpanStart {
  /** Whether records bring contexts of their own. */
  readonly isOfOwnContexts: boolean;
  readonly links: readonly Link[];
  readonly parent: Context;
  /** Beside what every send span says. */
  readonly attributes: Attributes;
}

/**
 * Starts `send <stream>`.
 *
 * PRODUCER where its own context goes into the records; CLIENT, with a link to each distinct context, where the records
 * bring their own (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#span-kind).
 */
export function startSendSpan(tracer: Tracer, batch: OutgoingBatch, start: SendSpanStart): Span {
  const kind = start.isOfOwnContexts ? SpanKind.CLIENT : SpanKind.PRODUCER;
  const options = { kind, links: [...start.links], attributes: { ...sendAttributes(batch), ...start.attributes } };
  return tracer.startSpan(`send ${batch.streamName}`, options, start.parent);
}

/** Ends the span with what AWS answered; a call with rejected records is an error even where AWS said 200. */
export function endSendSpan(span: Span, outcome: PutOutcome, attributes: Attributes = {}): void {
  const rejected = outcome.total - outcome.accepted;
  span.setAttributes(attributes);
  if (rejected > 0) {
    const codes = [...outcome.rejectedByCode].map(([code, count]) => `${code}: ${count}`).join(', ');
    span.setAttribute(attributeNames.errorType, [...outcome.rejectedByCode.keys()][0] ?? '_OTHER');
    span.setAttribute(attributeNames.rejectedRecords, rejected);
    span.setStatus({
      code: SpanStatusCode.ERROR,
      message: `${rejected} of ${outcome.total} records rejected (${codes})`,
    });
  }
  span.end();
}

/** What every span of ours about a stream says. */
export function messagingAttributes(operation: 'create' | 'send', streamName: string): Attributes {
  return {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: operation,
    [attributeNames.messagingOperationType]: operation,
    [attributeNames.messagingDestinationName]: streamName,
    [attributeNames.awsKinesisStreamName]: streamName,
  };
}

function sendAttributes({ operation, streamName, stream, entries }: OutgoingBatch): Attributes {
  return {
    ...messagingAttributes('send', streamName),
    ...(stream.StreamARN === undefined ? {} : { [attributeNames.cloudResourceId]: stream.StreamARN }),
    ...(operation === 'PutRecords' ? { [attributeNames.messagingBatchMessageCount]: entries.length } : {}),
  };
}
