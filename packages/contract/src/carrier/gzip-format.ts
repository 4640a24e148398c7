import type { Carrier } from './carrier.ts';
import { type FindResult, type HeadFormat, invalid, missing } from './carrier-format.ts';
import { paddingFor, writeMembers } from './carrier-members.ts';
import { findCarrierObject } from './carrier-object.ts';

/*
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3: ID1 ID2 CM FLG MTIME(4) XFL OS, then, where FLG.FEXTRA is set, a
 * length of two bytes and subfields, each SI1 SI2, a length of two bytes, and data.
 */
const headerBytes = 10;
const trailerBytes = 8;
const flagsAt = 3;
const flagHeaderCrc = 0b0000_0010;
const flagExtra = 0b0000_0100;
const flagsReserved = 0b1110_0000;
/** Set where a splice would break the header, or might. */
const flagsInTheWay = flagHeaderCrc | flagsReserved;
const subfieldAt = headerBytes + 2;
const objectAt = subfieldAt + 4;
/** Ours. No registered subfield has it. */
const subfieldId = 'OT';

/**
 * A gzip stream carries context in a subfield of its header, which every reader skips.
 *
 * Not where the header has a checksum, which the splice would break, nor where it has extra fields already: BGZF keeps
 * the size of its blocks there.
 */
export const gzipFormat: HeadFormat = {
  name: 'gzip',
  signature: Buffer.from([0x1f, 0x8b, 0x08]),
  needsWhole: false,

  recognises(payload: Uint8Array): boolean {
    if (payload[0] !== 0x1f || payload[1] !== 0x8b || payload[2] !== 0x08) return false;
    const flags = payload[flagsAt] ?? flagsReserved;
    return payload.length >= headerBytes + trailerBytes && (flags & (flagsInTheWay | flagExtra)) === 0;
  },

  write(payload: Uint8Array, carrier: Carrier): Uint8Array {
    const members = `{${writeMembers(carrier)}`;
    const object = `${members}${paddingFor(members.length + 1)}}`;
    const stamped = Buffer.allocUnsafe(payload.length + objectAt - headerBytes + object.length);
    stamped.set(payload.subarray(0, headerBytes));
    stamped[flagsAt] = (payload[flagsAt] ?? 0) | flagExtra;
    stamped.writeUInt16LE(object.length + 4, headerBytes);
    stamped.write(subfieldId, subfieldAt, 'latin1');
    stamped.writeUInt16LE(object.length, subfieldAt + 2);
    stamped.write(object, objectAt, 'latin1');
    stamped.set(payload.subarray(headerBytes), objectAt + object.length);
    return stamped;
  },

  find(head: string): FindResult {
    if (!hasOurSubfield(head)) return missing;
    const end = subfieldAt + uint16At(head, headerBytes);
    const found = findCarrierObject(head, objectAt);
    if (found === undefined || found.end !== end) return invalid;
    const before = Buffer.from(head.slice(0, headerBytes), 'latin1');
    before[flagsAt] = head.charCodeAt(flagsAt) & ~flagExtra;
    return { outcome: 'extracted', carriers: [found.carrier], restoration: { head: before, end } };
  },
};

/** True where the only extra field is one of ours, in a header that can do without it. */
function hasOurSubfield(head: string): boolean {
  if ((head.charCodeAt(flagsAt) & (flagsInTheWay | flagExtra)) !== flagExtra) return false;
  if (head.slice(subfieldAt, subfieldAt + 2) !== subfieldId) return false;
  return uint16At(head, subfieldAt + 2) + 4 === uint16At(head, headerBytes);
}

function uint16At(head: string, at: number): number {
  return head.charCodeAt(at) + head.charCodeAt(at + 1) * 256;
}
