import { isUtf8 } from 'node:buffer';
import { rememberLast } from '../remember-last.ts';
import type { Carrier } from './carrier.ts';
import { type FindResult, type HeadFormat, invalid, missing, type Restoration } from './carrier-format.ts';
import { membersHead, paddingFor, writeMembers } from './carrier-members.ts';
import { findCarrierObject } from './carrier-object.ts';
import type { FixedText } from './head-words.ts';
import { beforeTraceId, readPlainCarrier } from './plain-carrier.ts';

const openBrace = 0x7b;
const closeBrace = 0x7d;
const quote = 0x22;
const comma = 0x2c;

/** White space looked over at either end; a payload with more is not recognised. */
const maxWhitespaceBytes = 64;
/** Of random bytes that begin and end as an object does, one in thirty million passes (docs/decisions/0001). */
const checkedUtf8Bytes = 32;

const memberHead = '"_otel":{';
/** How a payload begins that carries context; the `traceparent` follows. */
export const carrierHead: string = `{${memberHead}${membersHead}`;
/** The same, with the version, up to the trace id. */
export const plainHead: FixedText = beforeTraceId(carrierHead);
const justTheBrace = Buffer.from('{', 'latin1');
/** Puts the brace in place of what stands before `end`. Nearly all carriers are of one length. */
export const restoreBrace: (end: number) => Restoration = rememberLast(
  (end: number): Restoration => ({ head: justTheBrace, end }),
);

/**
 * A JSON object carries context as a new first member, `"_otel":{…},`, spliced in after its `{`.
 *
 * The payload is looked at, never parsed, so that big integers, duplicate keys, white space and everything else come
 * back byte for byte. The member's length is a multiple of 3, so that taking it out of base64 text leaves every later
 * group as it was. NDJSON that starts with an object carries on its first line.
 */
export const jsonFormat: HeadFormat = {
  name: 'json',
  signature: Buffer.from(carrierHead, 'latin1'),
  // White space, and the first byte of a byte order mark.
  mayFollow: [0x20, 0x09, 0x0a, 0x0d, 0xef],
  needsWhole: false,

  recognises(payload: Uint8Array): boolean {
    const open = openingBrace(payload);
    if (open === undefined || lastVisibleByte(payload) !== closeBrace) return false;
    const first = payload[skipWhitespace(payload, open + 1)];
    return (first === quote || first === closeBrace) && beginsAsUtf8(payload);
  },

  write(payload: Uint8Array, carrier: Carrier): Uint8Array {
    // Nearly every payload begins so, and needs no second look.
    if (payload[0] === openBrace && payload[1] === quote) return splice(payload, 0, firstMember(carrier));
    const open = openingBrace(payload) ?? 0;
    const isEmpty = payload[skipWhitespace(payload, open + 1)] === closeBrace;
    return splice(payload, open, isEmpty ? memberOfEmpty(carrier) : firstMember(carrier));
  },

  find(head: string): FindResult {
    const open = head.charCodeAt(0) === openBrace ? 0 : openingBraceIn(head);
    if (open === undefined) return missing;
    const plain = readPlainCarrier(head, open, plainHead);
    if (plain === undefined && head.slice(open, open + carrierHead.length) !== carrierHead) return missing;
    const found = plain ?? findCarrierObject(head, open + memberHead.length);
    const end = found && memberEnd(head, found.end);
    if (found === undefined || end === undefined) return invalid;
    if (open === 0) return { outcome: 'extracted', carriers: [found.carrier], restoration: restoreBrace(end) };
    const before = Buffer.from(head.slice(0, open + 1), 'latin1');
    return { outcome: 'extracted', carriers: [found.carrier], restoration: { head: before, end } };
  },
};

/** Puts the member in place of the opening brace. */
function splice(payload: Uint8Array, open: number, member: Uint8Array): Uint8Array {
  const addedBytes = member.length - 1;
  const stamped = Buffer.allocUnsafe(payload.length + addedBytes);
  // From front to back, which fresh memory takes fastest; the payload, copied whole, covers the member's last bytes.
  stamped.set(member, open);
  stamped.set(payload, addedBytes);
  for (let at = 0; at <= open; at++) stamped[addedBytes + at] = member[addedBytes - open + at] ?? 0;
  for (let at = 0; at < open; at++) stamped[at] = payload[at] ?? 0;
  return stamped;
}

/** The object's brace and our member, as bytes. The records of a call carry the same, so it is made once for them. */
const firstMember = rememberLast((carrier: Carrier) => braceAndMember(carrier, '},'));

function memberOfEmpty(carrier: Carrier): Uint8Array {
  return braceAndMember(carrier, '}');
}

function braceAndMember(carrier: Carrier, end: string): Uint8Array {
  const members = memberHead + writeMembers(carrier);
  return Buffer.from(`{${members}${paddingFor(members.length + end.length)}${end}`, 'latin1');
}

const leadingSpace = /^(?:\xef\xbb\xbf)?[ \t\r\n]{0,64}(?=\{)/;
const closesObject = /^[ \t\r\n]{0,64}\}/;

function openingBraceIn(head: string): number | undefined {
  return leadingSpace.exec(head)?.[0].length;
}

/** Behind the comma, or before the brace of an object that is empty otherwise; anything else would not come out whole. */
function memberEnd(head: string, end: number): number | undefined {
  if (head.charCodeAt(end) === comma) return end + 1;
  return closesObject.test(head.slice(end, end + 65)) ? end : undefined;
}

function openingBrace(payload: Uint8Array): number | undefined {
  if (payload[0] === openBrace) return 0;
  const hasByteOrderMark = payload[0] === 0xef && payload[1] === 0xbb && payload[2] === 0xbf;
  const at = skipWhitespace(payload, hasByteOrderMark ? 3 : 0);
  return payload[at] === openBrace ? at : undefined;
}

function skipWhitespace(payload: Uint8Array, from: number): number {
  let at = from;
  while (at < from + maxWhitespaceBytes && isWhitespace(payload[at])) at++;
  return at;
}

function lastVisibleByte(payload: Uint8Array): number | undefined {
  const last = payload.length - 1;
  let at = last;
  while (at > 0 && last - at < maxWhitespaceBytes - 1 && isWhitespace(payload[at])) at--;
  return payload[at];
}

function isWhitespace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function beginsAsUtf8(payload: Uint8Array): boolean {
  if (beginsAsAscii(payload)) return true;
  let end = Math.min(payload.length, checkedUtf8Bytes);
  // A character cut in two by the window is not the payload's fault: end the window before it.
  if (end < payload.length) for (let cut = 0; cut < 3 && ((payload[end] ?? 0) & 0xc0) === 0x80; cut++) end--;
  return isUtf8(payload.subarray(0, end));
}

/** Nearly all do, and this takes a third of the time that making a view for `isUtf8` does. */
function beginsAsAscii(payload: Uint8Array): boolean {
  if (payload.length < checkedUtf8Bytes) return false;
  let bits = 0;
  for (let at = 0; at < checkedUtf8Bytes; at += 4) {
    bits |= (payload[at] ?? 0) | (payload[at + 1] ?? 0) | (payload[at + 2] ?? 0) | (payload[at + 3] ?? 0);
  }
  return bits < 0x80;
}
