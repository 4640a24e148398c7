import type { Carrier } from './carrier.ts';

/**
 * How to get the payload back: what stands in place of its first bytes; or where it lies in the record, which has the
 * carrier behind or around it; or the payload as a whole, where it has to be made anew.
 */
export type Restoration =
  | HeadRestoration
  | { readonly from: number; readonly to: number }
  | { readonly whole: () => Uint8Array };

/** The payload is as it was behind `end`; before it stood `head`. */
export interface HeadRestoration {
  readonly head: Uint8Array;
  readonly end: number;
}

/** A carrier that was found, and how to take it out. An aggregate has one place for each of its user records. */
export interface FoundCarrier {
  readonly outcome: 'extracted';
  readonly carriers: readonly (Carrier | undefined)[];
  readonly restoration: Restoration;
  /** What its producer declared the payload to be, where its bytes do not say it. */
  readonly declared?: 'protobuf' | 'envelope';
}

/**
 * What a look into a payload came to.
 *
 * - `extracted`: a carrier was found.
 * - `missing`: there is none.
 * - `invalid`: it begins as a carrier does, but is not one; the payload is to be left as it is.
 */
export type FindResult = FoundCarrier | { readonly outcome: 'missing' | 'invalid' };

/** No carrier. */
export const missing: FindResult = { outcome: 'missing' };

/** Something that begins as a carrier does and is not one. */
export const invalid: FindResult = { outcome: 'invalid' };

/** What every format has: two of its three verbs, and how its payloads begin. */
interface FormatBase {
  readonly name: string;
  /** The bytes that every payload which carries context this way begins with. */
  readonly signature: Uint8Array;
  /** Bytes that may stand before the signature. */
  readonly mayFollow?: readonly number[];
  /** Looks at the first and last bytes, and never parses; a checksum that the format has is checked. */
  recognises(payload: Uint8Array): boolean;
  /** A new payload with the carrier in it, or undefined where that could not be undone; the one given is never changed. */
  write(payload: Uint8Array, carrier: Carrier): Uint8Array | undefined;
}

/** What writing takes of a format. */
export type WritableFormat = Pick<FormatBase, 'name' | 'recognises' | 'write'>;

/** A format whose carrier stands at the payload's head, so that its cost does not grow with the payload. */
export interface HeadFormat extends FormatBase {
  readonly needsWhole: false;
  /** Finds what `write` wrote in the payload's first bytes, given as Latin-1 text, a character for each byte. Never throws. */
  find(head: string): FindResult;
}

/** A format whose carrier can only be found in the payload as a whole. */
export interface WholeFormat extends FormatBase {
  readonly needsWhole: true;
  /** Finds what `write` wrote. Changes nothing and never throws. */
  find(payload: Uint8Array): FindResult;
}

/**
 * One way to carry context in one kind of payload: a file with three verbs. Adding one touches no other, only the table
 * in `formats.ts`.
 */
export type CarrierFormat = HeadFormat | WholeFormat;

/** Bytes that a carrier at the head of a payload ends within; one that does not is called invalid. */
export const maxCarrierHeadBytes = 2_304;

/** Bytes that nearly every carrier ends within; a longer head is looked at only where it has to be. */
export const usualCarrierHeadBytes = 135;
