import { attributeNames } from '@kinesis-otel/contract';
import type { Span } from './read-spans.ts';

/** The span of one put call to any stream. */
export function isSendSpan({ attributes }: Span): boolean {
  return attributes.get(attributeNames.messagingOperationType) === 'send';
}

/** The span of one attempt at one record. */
export function isRecordSpan({ kind, attributes }: Span): boolean {
  return kind === 'consumer' && attributes.has(attributeNames.messagingMessageId);
}

/** The span of one invocation's records together. */
export function isBatchSpan({ kind, attributes }: Span): boolean {
  return kind === 'consumer' && !attributes.has(attributeNames.messagingMessageId);
}

/** True for spans that name this stream as where they send to or receive from. */
export function isOfStream({ attributes }: Span, streamName: string): boolean {
  return attributes.get(attributeNames.messagingDestinationName) === streamName;
}

/** What tells one record of a stream from all others, in every attempt at it: sequence numbers are unique per shard. */
export function recordKey({ attributes }: Span): string {
  const shard = attributes.get(attributeNames.messagingDestinationPartitionId) ?? '';
  return `${shard}/${attributes.get(attributeNames.messagingMessageId)}`;
}

const readingOperation = /^(BatchGet|Get|TransactGet|Query|Scan|Describe|List|Head|Select)/i;

/** A database call that changes something, as far as its operation's name tells. */
export function isWriteSpan({ kind, attributes }: Span): boolean {
  const operation = String(attributes.get(attributeNames.dbOperationName) ?? '');
  return kind === 'client' && attributes.has(attributeNames.dbSystemName) && !readingOperation.test(operation);
}
