import { isUtf8 } from 'node:buffer';
import type { Carrier, ReadResult } from './carrier.ts';
import type { CarrierFormat } from './carrier-format.ts';
import { fragmentHead, maxFragmentLength, readFragment, writeFragment } from './json-fragment.ts';

const openBrace = 0x7b;
const closeBrace = 0x7d;
const quote = 0x22;

/** White space looked over at either end; a payload with more is not recognised. */
const maxWhitespaceBytes = 64;
const checkedUtf8Bytes = 64;

/**
 * A JSON object carries context as a new first member, `"_otel":{…},`, spliced in after its `{`.
 *
 * The payload is looked at, never parsed, so that big integers, duplicate keys, white space and everything else come
 * back byte for byte. NDJSON that starts with an object carries on its first line.
 */
export const jsonFormat: CarrierFormat = {
  name: 'json',

  recognises(payload: Uint8Array): boolean {
    const open = openingBrace(payload);
    if (open === undefined) return false;
    const first = skipWhitespace(payload, open + 1);
    if (payload[first] !== quote && payload[first] !== closeBrace) return false;
    return lastVisibleByte(payload) === closeBrace && beginsAsUtf8(payload);
  },

  write(payload: Uint8Array, carrier: Carrier): Uint8Array {
    const open = openingBrace(payload) ?? 0;
    const isObjectEmpty = payload[skipWhitespace(payload, open + 1)] === closeBrace;
    const fragment = writeFragment(carrier, isObjectEmpty);
    const stamped = Buffer.allocUnsafe(payload.length + fragment.length);
    const at = open + 1;
    stamped.set(payload.subarray(0, at));
    stamped.write(fragment, at, 'latin1');
    stamped.set(payload.subarray(at), at + fragment.length);
    return stamped;
  },

  take(owned: Uint8Array): ReadResult<Uint8Array> {
    const open = openingBrace(owned);
    if (open === undefined || !startsWithHead(owned, open + 1)) return { outcome: 'missing', payload: owned };
    const text = Buffer.from(owned.buffer, owned.byteOffset, owned.length);
    const found = readFragment(text.toString('latin1', open + 1, open + 1 + maxFragmentLength));
    if (found === undefined) return { outcome: 'invalid', payload: owned };
    // Moving the brace, and what little may stand before it, over the fragment's end leaves the payload in one piece.
    owned.copyWithin(found.length, 0, open + 1);
    return { outcome: 'extracted', carrier: found.carrier, payload: owned.subarray(found.length) };
  },
};

function openingBrace(payload: Uint8Array): number | undefined {
  const hasByteOrderMark = payload[0] === 0xef && payload[1] === 0xbb && payload[2] === 0xbf;
  const at = skipWhitespace(payload, hasByteOrderMark ? 3 : 0);
  return payload[at] === openBrace ? at : undefined;
}

function skipWhitespace(payload: Uint8Array, from: number): number {
  const limit = Math.min(payload.length, from + maxWhitespaceBytes);
  let at = from;
  while (at < limit && isWhitespace(payload[at])) at++;
  return at;
}

function lastVisibleByte(payload: Uint8Array): number | undefined {
  const limit = Math.max(0, payload.length - maxWhitespaceBytes);
  let at = payload.length - 1;
  while (at > limit && isWhitespace(payload[at])) at--;
  return payload[at];
}

function isWhitespace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function beginsAsUtf8(payload: Uint8Array): boolean {
  let end = Math.min(payload.length, checkedUtf8Bytes);
  // A character cut in two by the window is not the payload's fault: end the window before it.
  if (end < payload.length) for (let cut = 0; cut < 3 && ((payload[end] ?? 0) & 0xc0) === 0x80; cut++) end--;
  return isUtf8(payload.subarray(0, end));
}

function startsWithHead(payload: Uint8Array, from: number): boolean {
  for (let at = 0; at < fragmentHead.length; at++) {
    if (payload[from + at] !== fragmentHead.charCodeAt(at)) return false;
  }
  return true;
}
