import type { Carrier, ReadResult } from './carrier.ts';

/** One way to carry context in one kind of payload. Each format is a file with these verbs; none knows another. */
export interface CarrierFormat {
  readonly name: string;
  /** Looks at a bounded number of bytes at both ends; never parses. */
  recognises(payload: Uint8Array): boolean;
  /** A new payload with the carrier in it; the one given is never changed. */
  write(payload: Uint8Array, carrier: Carrier): Uint8Array;
  /** Takes the carrier out. The bytes must be the caller's own: they are overwritten, so that nothing is copied. */
  take(ownedPayload: Uint8Array): ReadResult<Uint8Array>;
}
