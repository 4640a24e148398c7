import { type Carrier, readTraceparent } from '@kinesis-otel/contract';
import { createTraceState, type SpanContext } from '@opentelemetry/api';

/** The remote span context of W3C headers; undefined where they are not valid. */
export function spanContextOf(headers: Pick<Carrier, 'traceparent' | 'tracestate'>): SpanContext | undefined {
  const fields = readTraceparent(headers.traceparent);
  if (fields === undefined) return undefined;
  const { tracestate } = headers;
  return {
    ...fields,
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
}
