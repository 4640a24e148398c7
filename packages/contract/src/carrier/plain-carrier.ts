import type { Carrier } from './carrier.ts';
import { objectHead } from './carrier-members.ts';
import {
  checkHex,
  checkHexPair,
  checkThirteenDigits,
  compareCode,
  compareText,
  type FixedText,
  fixedText,
  isZero,
  lookAt,
  maxWordsLength,
  readThirteenDigits,
} from './head-words.ts';

/** A carrier object, and where it ends, just behind its closing brace. */
export interface FoundObject {
  readonly carrier: Carrier;
  readonly end: number;
}

/** The version of every `traceparent` that is read. */
const version = '00-';
const plainObjectHead = beforeTraceId(objectHead);
const sentAtHead = fixedText('","sentAt":');
const createdAtHead = fixedText(',"createdAt":');
const timeLength = 13;
const createdAtLength = createdAtHead.length + timeLength;
const maxPadding = 2;
const space = 0x20;
const dash = 0x2d;
const zero = 0x30;
const closeBrace = 0x7d;

/** From where the trace id begins to where the span id, the flags and the time do, and to behind that. */
const toSpanId = 33;
const toFlags = toSpanId + 17;
const toSentAt = toFlags + 2 + sentAtHead.length;
const toEnd = toSentAt + timeLength;

/**
 * Reads a carrier object that holds `traceparent`, `sentAt` and at most `createdAt`, in this order, as nearly all do.
 * The layout is fixed, so nothing is parsed: characters are compared at known places. Undefined for every other layout.
 *
 * @param head Latin-1 text
 * @param start where `before` is to stand
 * @param before what is to stand before the trace id; by default how the object itself begins
 */
export function readPlainCarrier(
  head: string,
  start: number,
  before: FixedText = plainObjectHead,
): FoundObject | undefined {
  lookAt(head);
  const end = plainCarrierEnd(start, Math.min(head.length, maxWordsLength), before);
  if (end === undefined) return undefined;
  const traceIdAt = start + before.length;
  const traceparent = head.slice(traceIdAt - version.length, traceIdAt + toFlags + 2);
  const sentAtMs = plainSentAtMs(traceIdAt);
  const createdAtMs = plainCreatedAtMs(traceIdAt);
  if (createdAtMs === undefined) return { carrier: { traceparent, sentAtMs }, end };
  return { carrier: { traceparent, sentAtMs, createdAtMs }, end };
}

/**
 * Where a plain carrier ends, just behind its closing brace, in a text that is looked at already; undefined where there
 * is none. From `limit` on nothing is read.
 */
export function plainCarrierEnd(start: number, limit: number, before: FixedText): number | undefined {
  const traceIdAt = start + before.length;
  const end = traceIdAt + toEnd;
  if (end >= limit || !hasPlainLayout(start, before, traceIdAt)) return undefined;
  if (!isTime(traceIdAt + toSentAt)) return undefined;
  // The plain form comes first: most records have no other.
  if (compareCode(closeBrace, end) === 0) return end + 1;
  const createdAtEnd = end + createdAtLength;
  if (createdAtEnd >= limit || compareText(createdAtHead, end) !== 0) return undefined;
  if (!isTime(createdAtEnd - timeLength)) return undefined;
  const braceAt = skipPadding(createdAtEnd, limit);
  return compareCode(closeBrace, braceAt) === 0 ? braceAt + 1 : undefined;
}

/** When the record of a plain carrier was sent; of one that was found, by where its trace id begins. */
export function plainSentAtMs(traceIdAt: number): number {
  return readThirteenDigits(traceIdAt + toSentAt);
}

/** When it was created, where the carrier says so. */
export function plainCreatedAtMs(traceIdAt: number): number | undefined {
  const end = traceIdAt + toEnd;
  return compareCode(closeBrace, end) === 0 ? undefined : readThirteenDigits(end + createdAtHead.length);
}

function hasPlainLayout(start: number, before: FixedText, traceIdAt: number): boolean {
  const spanIdAt = traceIdAt + toSpanId;
  const flagsAt = traceIdAt + toFlags;
  const wrong =
    compareText(before, start) |
    checkHex(traceIdAt, traceIdAt + 32) |
    compareCode(dash, spanIdAt - 1) |
    checkHex(spanIdAt, spanIdAt + 16) |
    compareCode(dash, flagsAt - 1) |
    checkHexPair(flagsAt) |
    compareText(sentAtHead, flagsAt + 2);
  return wrong === 0 && !isZero(traceIdAt, traceIdAt + 32) && !isZero(spanIdAt, spanIdAt + 16);
}

/** Behind the spaces that bring a carrier to its length, but before `limit`. */
function skipPadding(from: number, limit: number): number {
  const last = Math.min(from + maxPadding, limit - 1);
  let at = from;
  while (at < last && compareCode(space, at) === 0) at++;
  return at;
}

/** A text that a `traceparent` follows, up to where its trace id begins. */
export function beforeTraceId(head: string): FixedText {
  return fixedText(head + version);
}

/** Whether thirteen digits stand there that JSON takes as a number: before 2001 the first would be a 0. */
function isTime(at: number): boolean {
  return checkThirteenDigits(at) === 0 && compareCode(zero, at) !== 0;
}
