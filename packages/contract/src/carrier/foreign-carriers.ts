import { readTraceparent, writeTraceparent } from './traceparent.ts';

/** The W3C headers that a record of another maker carries. */
export interface ForeignCarrier {
  readonly traceparent: string;
  readonly tracestate?: string;
}

/**
 * Where other libraries put context in a JSON payload.
 *
 * - `cloudevents`: top-level `traceparent` and `tracestate`, the CloudEvents extension
 *   (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md).
 * - `datadog`: `_datadog`, with W3C headers or Datadog's own ids.
 * - `autotel`: `_traceContext`, with W3C headers.
 */
export type ForeignForm = 'cloudevents' | 'datadog' | 'autotel';

/** The forms, as options name them. */
export const foreignForms: readonly ForeignForm[] = ['cloudevents', 'datadog', 'autotel'];

/**
 * Reads another library's context out of a payload that was parsed; undefined where it has none in the forms asked for.
 * Never throws, and takes nothing out.
 */
export function readForeign(payload: unknown, forms: readonly ForeignForm[]): ForeignCarrier | undefined {
  const members = asObject(payload);
  if (members === undefined) return undefined;
  for (const form of forms) {
    const found = readers[form](members);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Members = Readonly<Record<string, unknown>>;

const readers: Readonly<Record<ForeignForm, (members: Members) => ForeignCarrier | undefined>> = {
  cloudevents: readHeaders,
  datadog: ({ _datadog }) => readHeaders(asObject(_datadog)) ?? readDatadogIds(asObject(_datadog)),
  autotel: ({ _traceContext }) => readHeaders(asObject(_traceContext)),
};

function readHeaders(members: Members | undefined): ForeignCarrier | undefined {
  const { traceparent, tracestate } = members ?? {};
  if (typeof traceparent !== 'string' || readTraceparent(traceparent) === undefined) return undefined;
  return typeof tracestate === 'string' ? { traceparent, tracestate } : { traceparent };
}

/** Decimal 64-bit ids; the upper half of a 128-bit trace id is hexadecimal in `_dd.p.tid`. */
function readDatadogIds(members: Members | undefined): ForeignCarrier | undefined {
  const traceId = hexOf(members?.['x-datadog-trace-id']);
  const spanId = hexOf(members?.['x-datadog-parent-id']);
  if (traceId === undefined || spanId === undefined) return undefined;
  const tags = members?.['x-datadog-tags'];
  const upper = typeof tags === 'string' ? /(?:^|,)_dd\.p\.tid=([0-9a-f]{16})(?:,|$)/.exec(tags)?.[1] : undefined;
  const priority = members?.['x-datadog-sampling-priority'];
  const isKept = (typeof priority === 'string' || typeof priority === 'number') && Number(priority) > 0;
  const traceparent = writeTraceparent({
    traceId: (upper ?? noUpperHalf) + traceId,
    spanId,
    traceFlags: Number(isKept),
  });
  return readTraceparent(traceparent) && { traceparent };
}

const noUpperHalf = '0'.repeat(16);

function hexOf(decimal: unknown): string | undefined {
  if (typeof decimal !== 'string' || !/^\d{1,20}$/.test(decimal)) return undefined;
  return BigInt(decimal).toString(16).padStart(16, '0');
}

function asObject(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}
