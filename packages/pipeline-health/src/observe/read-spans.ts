import type { OtlpResourceSpans, OtlpSpan } from './otlp-json.ts';
import { type Attributes, readAttributes } from './read-attributes.ts';
import { nanosToMs } from './read-integer.ts';

/** What a span is on its wire, in OpenTelemetry's words. */
export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** One finished span, its times in milliseconds since the epoch. */
export interface Span {
  /** Trace and span id: what parents and links point at. */
  readonly id: string;
  readonly parentId: string | undefined;
  readonly linkIds: readonly string[];
  readonly name: string;
  /** `service.name` of whoever made it. */
  readonly service: string;
  readonly kind: SpanKind;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly isError: boolean;
}

const kinds: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const statusError = 2;

/** All spans, in the order they came in. */
export function readSpans(resourceSpans: readonly OtlpResourceSpans[]): readonly Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(readAttributes(resource?.attributes).get('service.name') ?? 'unknown_service');
    return (scopeSpans ?? []).flatMap(({ spans }) => (spans ?? []).map((span) => readSpan(span, service)));
  });
}

function readSpan(span: OtlpSpan, service: string): Span {
  return {
    id: idOf(span.traceId, span.spanId),
    parentId: span.parentSpanId ? idOf(span.traceId, span.parentSpanId) : undefined,
    linkIds: (span.links ?? []).map(({ traceId, spanId }) => idOf(traceId, spanId)),
    name: span.name,
    service,
    kind: kinds[span.kind ?? 0] ?? 'unspecified',
    startMs: nanosToMs(span.startTimeUnixNano),
    endMs: nanosToMs(span.endTimeUnixNano),
    attributes: readAttributes(span.attributes),
    isError: span.status?.code === statusError,
  };
}

function idOf(traceId: string, spanId: string): string {
  return `${traceId}/${spanId}`.toLowerCase();
}
