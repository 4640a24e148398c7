/** The largest number a field can have (https://protobuf.dev/programming-guides/proto3/#assigning). */
const maxFieldNumber = 536_870_911;
const maxVarintBytes = 10;
/** https://protobuf.dev/programming-guides/encoding/#structure */
const kinds = { varint: 0, fixed64: 1, lengthDelimited: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/**
 * Whether the bytes from a place on are a well-formed protobuf message: fields that end where they say, groups that are
 * closed. Values are not looked into, so it takes as long as there are fields, however large they are.
 */
export function isMessage(bytes: Uint8Array, from: number): boolean {
  const groups: number[] = [];
  let at = from;
  while (at < bytes.length) {
    const valueAt = skipVarint(bytes, at);
    const tag = readTag(bytes, at, valueAt);
    const number = Math.floor(tag / 8);
    if (!(number >= 1 && number <= maxFieldNumber)) return false;
    at = valueAt;
    if (tag % 8 === kinds.startGroup) groups.push(number);
    else if (tag % 8 === kinds.endGroup) {
      if (groups.pop() !== number) return false;
    } else at = skipValue(bytes, valueAt, tag % 8);
    if (!(at <= bytes.length)) return false;
  }
  return groups.length === 0;
}

/** Where a value ends; NaN where it does not. */
function skipValue(bytes: Uint8Array, at: number, kind: number): number {
  if (kind === kinds.varint) return skipVarint(bytes, at);
  if (kind === kinds.fixed64) return at + 8;
  if (kind === kinds.fixed32) return at + 4;
  if (kind !== kinds.lengthDelimited) return Number.NaN;
  const valueAt = skipVarint(bytes, at);
  return valueAt + readTag(bytes, at, valueAt);
}

/** Where a varint ends; NaN where it does not. */
export function skipVarint(bytes: Uint8Array, from: number): number {
  const limit = Math.min(bytes.length, from + maxVarintBytes);
  for (let at = from; at < limit; at++) if ((bytes[at] ?? 0) < 0x80) return at + 1;
  return Number.NaN;
}

/** The value of a varint that was found to end at a place. Beyond 2^53 it is not exact, and far too large in any case. */
function readTag(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = to - 1; at >= from; at--) value = value * 128 + ((bytes[at] ?? 0) & 0x7f);
  return Number.isNaN(to) ? Number.NaN : value;
}
