import { type Context, isSpanContextValid, trace } from '@opentelemetry/api';
import { globalApi } from './global-api.ts';
import { entryMembers, type PutEntry } from './outgoing-batch.ts';
import type { OwnContext } from './stamping/own-context.ts';
import { withMembersOf } from './with-members-of.ts';

const key = Symbol.for('kinesis-otel bound trace context');

/** The context a record was given when it was made. */
export interface BoundTraceContext extends OwnContext {
  readonly context: Context;
  readonly createdAtMs: number;
}

/**
 * Gives a record the context that is active now, for a put that comes later or carries many records.
 *
 * Returns a copy. What is bound survives `{ ...record }`, and neither `JSON.stringify` nor the AWS SDK sees it. Without a
 * valid span context the copy carries nothing, and the record gets the send span's context.
 *
 * @example
 * const entry = bindTraceContext({ Data: bytes, PartitionKey: order.id });
 */
export function bindTraceContext<Record extends object>(
  record: Record,
  boundContext: Context = globalApi.activeContext(),
): Record {
  const copy: Record = withMembersOf<Partial<PutEntry>>({ ...record }, record, ['Data', ...entryMembers]) as Record;
  const spanContext = trace.getSpanContext(boundContext);
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return copy;
  const bound: BoundTraceContext = { spanContext, context: boundContext, createdAtMs: Date.now() };
  return { ...copy, [key]: bound };
}

/** What was bound to a record by any copy of this library; undefined where nothing was. */
export function boundTraceContext(record: object): BoundTraceContext | undefined {
  return (record as { [key]?: BoundTraceContext })[key];
}
