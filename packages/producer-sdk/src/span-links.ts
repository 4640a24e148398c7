import { type Carrier, readTraceparent } from '@kinesis-otel/contract';
import { createTraceState, isSpanContextValid, type Link, type SpanContext } from '@opentelemetry/api';
import type { OutgoingRecord } from './stamping/outgoing-record.ts';

/** The links of a send span. */
export interface SpanLinks {
  readonly links: readonly Link[];
  /** Distinct contexts beyond the limit. */
  readonly dropped: number;
}

/** Links to each distinct context that the records bring, and to those that they carry already. */
export function linksOf(records: readonly OutgoingRecord[], maxLinks: number): SpanLinks {
  const bySpan = new Map<string, Link>();
  for (const { own, existing } of records) {
    if (own !== undefined) addLink(bySpan, own.spanContext);
    for (const carrier of existing?.carriers ?? []) addLink(bySpan, spanContextOf(carrier));
  }
  const links = [...bySpan.values()];
  return { links: links.slice(0, maxLinks), dropped: Math.max(0, links.length - maxLinks) };
}

function addLink(bySpan: Map<string, Link>, context: SpanContext | undefined): void {
  if (context !== undefined && isSpanContextValid(context)) bySpan.set(context.traceId + context.spanId, { context });
}

function spanContextOf(carrier: Carrier | undefined): SpanContext | undefined {
  const fields = carrier && readTraceparent(carrier.traceparent);
  if (fields === undefined) return undefined;
  const { tracestate } = carrier ?? {};
  const traceState = tracestate === undefined ? {} : { traceState: createTraceState(tracestate) };
  return { ...fields, isRemote: true, ...traceState };
}
