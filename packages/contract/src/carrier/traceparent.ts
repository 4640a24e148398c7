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

/** Where in a `traceparent` the last eight digits of the span id begin, and the last digit of the flags. */
const hashedAt = 44;
const lastFlagAt = traceparentLength - 1;

/** Whether the flag "sampled" is set: the lowest bit of the last digit. */
export function isSampledTraceparent(traceparent: string): boolean {
  return isSampledDigit(traceparent.charCodeAt(lastFlagAt));
}

/** Whether a hexadecimal digit has its lowest bit set. The codes of the letters are odd where they are even. */
export function isSampledDigit(code: number): boolean {
  return (code & 1) === (code > 0x39 ? 0 : 1);
}

/** A number that is the same for the same span, and another for nearly all others. */
export function hashTraceparent(traceparent: string): number {
  return mixWords(fourCodes(traceparent, hashedAt), fourCodes(traceparent, hashedAt + 4));
}

/** As `hashTraceparent`, of the last eight digits of a span id, four codes to a number. */
export function mixWords(first: number, last: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function fourCodes(text: string, at: number): number {
  const [low, high] = [text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8), text.charCodeAt(at + 2)];
  return low | (high << 16) | (text.charCodeAt(at + 3) << 24);
}
