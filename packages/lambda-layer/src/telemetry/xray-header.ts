import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api';

/**
 * Reads X-Ray's trace header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader). Undefined where it is
 * none, or names no parent.
 */
export function readXrayHeader(header: string | undefined): SpanContext | undefined {
  const fields = new Map(header?.split(';').map((field) => field.trim().split('=', 2) as [string, string]));
  const root = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/.exec(fields.get('Root') ?? '');
  const context: SpanContext = {
    traceId: root === null ? '' : `${root[1]}${root[2]}`,
    spanId: fields.get('Parent') ?? '',
    traceFlags: fields.get('Sampled') === '1' ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
  return isSpanContextValid(context) ? context : undefined;
}

/** Writes a span context as that header. */
export function writeXrayHeader({ traceId, spanId, traceFlags }: SpanContext): string {
  const sampled = (traceFlags & TraceFlags.SAMPLED) === 0 ? 0 : 1;
  return `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=${sampled}`;
}
