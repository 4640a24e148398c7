/** The three values of a W3C `traceparent`, in OpenTelemetry's names. */
export interface TraceparentFields {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** Characters of a version 00 `traceparent` (https://www.w3.org/TR/trace-context/#traceparent-header). */
export const traceparentLength = 55;

const versionZero = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const zeroTraceId = '0'.repeat(32);
const zeroSpanId = '0'.repeat(16);

const flagsTexts: readonly string[] = Array.from({ length: 256 }, (_, flags) => flags.toString(16).padStart(2, '0'));

/** Writes a version 00 `traceparent`. */
export function writeTraceparent({ traceId, spanId, traceFlags }: TraceparentFields): string {
  return `00-${traceId}-${spanId}-${flagsTexts[traceFlags & 0xff]}`;
}

/** Reads a version 00 `traceparent`; undefined where W3C calls it invalid (other version, upper case, all-zero ids). */
export function readTraceparent(text: string): TraceparentFields | undefined {
  const match = versionZero.exec(text);
  if (match === null) return undefined;
  const [, traceId = zeroTraceId, spanId = zeroSpanId, flags = '00'] = match;
  if (traceId === zeroTraceId || spanId === zeroSpanId) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}
