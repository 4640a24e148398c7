import type { Carrier } from './carrier.ts';
import { readTraceparent, traceparentLength } from './traceparent.ts';

/** What every fragment begins with; so a record that carries one begins with `{` and this. */
export const fragmentHead = '"_otel":{"traceparent":"';

/** Characters of a fragment at most; a reader that finds no end within them calls the carrier invalid. */
export const maxFragmentLength = 2_048;

const maxTracestateLength = 512;
const printableAscii = /^[\x20-\x7e]*$/;
const closesObject = /^[ \t\r\n]*\}/;

/**
 * Writes the member that is spliced in after an object's `{`.
 *
 * Its length is always a multiple of 3 (a space before the closing brace pads it), so that taking it out of base64
 * text leaves every later group as it was. A `tracestate` that W3C would not allow is left out.
 */
export function writeFragment(carrier: Carrier, isObjectEmpty: boolean): string {
  const { traceparent, tracestate, sentAtMs, createdAtMs } = carrier;
  let members = `${fragmentHead}${traceparent}","sentAt":${sentAtMs}`;
  if (createdAtMs !== undefined) members += `,"createdAt":${createdAtMs}`;
  if (tracestate && tracestate.length <= maxTracestateLength && printableAscii.test(tracestate)) {
    members += `,"tracestate":${JSON.stringify(tracestate)}`;
  }
  const end = isObjectEmpty ? '}' : '},';
  const padding = ' '.repeat((3 - ((members.length + end.length) % 3)) % 3);
  return members + padding + end;
}

/** A fragment at the start of a text: what it carries and its length, the comma after it included. */
export interface FoundFragment {
  readonly carrier: Carrier;
  readonly length: number;
}

/** Reads the fragment that `text` begins with; undefined where it is not a whole and valid one. */
export function readFragment(text: string): FoundFragment | undefined {
  if (!text.startsWith(fragmentHead)) return undefined;
  const start = fragmentHead.indexOf('{');
  const end = endOfObject(text, start);
  if (end === undefined) return undefined;
  const length = endOfMember(text, end);
  const carrier = length === undefined ? undefined : readMembers(text.slice(start, end));
  return carrier === undefined || length === undefined ? undefined : { carrier, length };
}

/** Behind the comma, or before the brace of an object that is empty otherwise; anything else would not come out whole. */
function endOfMember(text: string, end: number): number | undefined {
  if (text[end] === ',') return end + 1;
  return closesObject.test(text.slice(end)) ? end : undefined;
}

function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function readMembers(object: string): Carrier | undefined {
  let members: { traceparent?: unknown; tracestate?: unknown; sentAt?: unknown; createdAt?: unknown };
  try {
    members = JSON.parse(object);
  } catch {
    return undefined;
  }
  const { traceparent, tracestate, sentAt, createdAt } = members;
  if (typeof traceparent !== 'string' || traceparent.length !== traceparentLength) return undefined;
  if (readTraceparent(traceparent) === undefined || !isTime(sentAt)) return undefined;
  return {
    traceparent,
    sentAtMs: sentAt,
    ...(typeof tracestate === 'string' ? { tracestate } : {}),
    ...(isTime(createdAt) ? { createdAtMs: createdAt } : {}),
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
