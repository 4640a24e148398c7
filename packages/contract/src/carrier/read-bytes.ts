import {
  type CarrierFormat,
  type FindResult,
  invalid,
  maxCarrierHeadBytes,
  missing,
  type Restoration,
  usualCarrierHeadBytes,
} from './carrier-format.ts';
import { formats } from './formats.ts';
import { readTail } from './read-tail.ts';

/** Finds the carrier of a payload. Changes nothing, never throws, and takes as long for a large payload as for a small one. */
export function readBytes(payload: Uint8Array): FindResult {
  const found = readHead(payload);
  return found === missing ? readTail(payload) : found;
}

function readHead(payload: Uint8Array): FindResult {
  const format = formatOf(payload);
  if (format === undefined) return missing;
  if (format.needsWhole) return format.find(payload);
  const view = Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.length, maxCarrierHeadBytes));
  const found = format.find(view.toString('latin1', 0, usualCarrierHeadBytes));
  return found === invalid && view.length > usualCarrierHeadBytes ? format.find(view.toString('latin1')) : found;
}

/**
 * The payload as the producer was given it.
 *
 * @param owned the payload the carrier was found in; the bytes must be the caller's own, they are overwritten: what is
 * returned is a part of them, and nothing is copied
 */
export function restoreBytes(owned: Uint8Array, restoration: Restoration): Uint8Array {
  if ('whole' in restoration) return restoration.whole();
  if ('to' in restoration) return owned.subarray(restoration.from, restoration.to);
  const { head, end } = restoration;
  owned.set(head, end - head.length);
  return owned.subarray(end - head.length);
}

/** The payload as the producer was given it, in bytes of its own; the ones the carrier was found in stay as they are. */
export function copyRestored(payload: Uint8Array, restoration: Restoration): Uint8Array {
  if ('whole' in restoration) return restoration.whole();
  if ('to' in restoration) return Buffer.from(payload.subarray(restoration.from, restoration.to));
  return Buffer.concat([restoration.head, payload.subarray(restoration.end)]);
}

function formatOf(payload: Uint8Array): CarrierFormat | undefined {
  for (const format of formats) if (mayCarry(payload, format)) return format;
  return undefined;
}

function mayCarry(payload: Uint8Array, { signature, mayFollow }: CarrierFormat): boolean {
  if (mayFollow?.includes(payload[0] ?? -1)) return true;
  for (let at = 0; at < signature.length; at++) if (payload[at] !== signature[at]) return false;
  return true;
}
