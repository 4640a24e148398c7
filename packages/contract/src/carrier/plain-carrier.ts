import type { Carrier } from './carrier.ts';
import { objectHead } from './carrier-members.ts';
import {
  checkHex,
  checkHexPair,
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
const space = 0x20;
const dash = 0x2d;
const closeBrace = 0x7d;

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
  const traceIdAt = start + before.length;
  const spanIdAt = traceIdAt + 33;
  const flagsAt = spanIdAt + 17;
  const sentAtAt = flagsAt + 2 + sentAtHead.length;
  const end = sentAtAt + timeLength;
  if (head.length <= end || end + createdAtLength > maxWordsLength) return undefined;
  lookAt(head);
  const wrong =
    compareText(before, start) |
    checkHex(traceIdAt, traceIdAt + 32) |
    compareCode(dash, spanIdAt - 1) |
    checkHex(spanIdAt, spanIdAt + 16) |
    compareCode(dash, flagsAt - 1) |
    checkHexPair(flagsAt) |
    compareText(sentAtHead, flagsAt + 2);
  if (wrong !== 0 || isZero(traceIdAt, traceIdAt + 32) || isZero(spanIdAt, spanIdAt + 16)) return undefined;
  const sentAtMs = readThirteenDigits(sentAtAt);
  if (sentAtMs < earliestMs) return undefined;
  const traceparent = head.slice(traceIdAt - version.length, flagsAt + 2);
  // The plain form comes first: most records have no other.
  if (compareCode(closeBrace, end) === 0) return { carrier: { traceparent, sentAtMs }, end: end + 1 };
  return readCreatedAt(head, end, { traceparent, sentAtMs });
}

/** A text that a `traceparent` follows, up to where its trace id begins. */
export function beforeTraceId(head: string): FixedText {
  return fixedText(head + version);
}

function readCreatedAt(head: string, from: number, plain: Carrier): FoundObject | undefined {
  let end = from + createdAtLength;
  if (head.length <= end || compareText(createdAtHead, from) !== 0) return undefined;
  const createdAtMs = readThirteenDigits(end - timeLength);
  while (head.charCodeAt(end) === space) end++;
  if (createdAtMs < earliestMs || head.charCodeAt(end) !== closeBrace) return undefined;
  return { carrier: { ...plain, createdAtMs }, end: end + 1 };
}

/** In 2001. Before, the first of thirteen digits is a 0, and JSON has no such number. */
const earliestMs = 1_000_000_000_000;
