import type { Carrier } from './carrier.ts';
import { maxCarrierHeadBytes } from './carrier-format.ts';
import { writeMembers } from './carrier-members.ts';
import { findCarrierObject } from './carrier-object.ts';

/*
 * What a payload that carries at its end ends in: the carrier object, its length in two bytes, little-endian, and eight
 * constant bytes. A reader looks at the constant bytes, and goes back from there.
 */
export const endMark = 'otel-end';

const lengthBytes = 2;
const trailerBytes = lengthBytes + endMark.length;

/** Bytes before a block at most: a protobuf field's tag and length are 7, a zstd frame's magic number and length 8. */
const maxFrameHeadBytes = 8;

/** Bytes at the end of a record within which a block, and what stands before it, lies. */
export const maxTailBytes: number = maxFrameHeadBytes + maxCarrierHeadBytes + trailerBytes;

/** Within which nearly every block lies: one with `createdAt` is 132 bytes long. */
export const usualTailBytes = 142;

/** Writes the block, as Latin-1 text. */
export function writeBlock(carrier: Carrier): string {
  const object = `{${writeMembers(carrier)}}`;
  return `${object}${String.fromCharCode(object.length & 0xff, object.length >> 8)}${endMark}`;
}

/** A block that was found at the end of a record. */
export interface FoundBlock {
  readonly carrier: Carrier;
  /** Where it begins in the text it was found in. */
  readonly start: number;
}

/** Reads the block that a Latin-1 text ends in; undefined where that is none, or begins before the text does. */
export function readBlock(tail: string): FoundBlock | undefined {
  const objectEnd = tail.length - trailerBytes;
  const objectLength = tail.charCodeAt(objectEnd) + tail.charCodeAt(objectEnd + 1) * 256;
  const start = objectEnd - objectLength;
  if (start < 0) return undefined;
  const found = findCarrierObject(tail.slice(start), 0);
  return found?.end === objectLength ? { carrier: found.carrier, start } : undefined;
}
