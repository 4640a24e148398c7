import { type Context, createTraceState, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';

/** A span context whose trace and span are made from two small numbers. */
export function numberedSpanContext(traceNumber: number, spanNumber: number, tracestate?: string): SpanContext {
  return {
    traceId: traceNumber.toString(16).padStart(32, '0'),
    spanId: spanNumber.toString(16).padStart(16, '0'),
    traceFlags: 1,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
}

/** A context in which that span is active. */
export function contextOf(spanContext: SpanContext): Context {
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}
