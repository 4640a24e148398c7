import { type Carrier, writeTraceparent } from '@kinesis-otel/contract';
import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';
import type { BoundTraceContext } from './bind-trace-context.ts';

/** What one record is to carry: its own context where one was bound, else the send span's; undefined without a valid one. */
export function recordCarrier(
  bound: BoundTraceContext | undefined,
  sendContext: SpanContext,
  sentAtMs: number,
): Carrier | undefined {
  const spanContext = bound?.spanContext ?? sendContext;
  if (!isSpanContextValid(spanContext)) return undefined;
  const tracestate = spanContext.traceState?.serialize();
  return {
    traceparent: writeTraceparent(spanContext),
    sentAtMs,
    ...(bound === undefined ? {} : { createdAtMs: bound.createdAtMs }),
    ...(tracestate ? { tracestate } : {}),
  };
}
