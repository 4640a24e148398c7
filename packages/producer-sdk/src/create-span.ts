import { type Context, isSpanContextValid, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { messagingAttributes } from './send-span.ts';
import type { OwnContext } from './stamping/own-context.ts';

/**
 * Makes `create <stream>`, the span of one record's making, whose context the record then carries; undefined where no
 * tracer provider is registered.
 */
export function makeCreateSpan(tracer: Tracer, streamName: string, parent: Context): OwnContext | undefined {
  const options = { kind: SpanKind.PRODUCER, attributes: messagingAttributes('create', streamName) };
  const span = tracer.startSpan(`create ${streamName}`, options, parent);
  span.end();
  const spanContext = span.spanContext();
  return isSpanContextValid(spanContext) ? { spanContext, context: trace.setSpan(parent, span) } : undefined;
}
