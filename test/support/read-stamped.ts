import { type Carrier, copyRestored, readBytes } from '@kinesis-otel/contract';

/** What a consumer would find in a record. */
export interface Stamped {
  /** Of an aggregate, what its first user record carries. */
  readonly carrier: Carrier | undefined;
  readonly payload: string;
}

/** Reads a record's data as it was sent. */
export function readStamped(data: unknown): Stamped {
  const bytes = data as Uint8Array;
  const found = readBytes(bytes);
  if (found.outcome !== 'extracted') return { carrier: undefined, payload: Buffer.from(bytes).toString() };
  return { carrier: found.carriers[0], payload: Buffer.from(copyRestored(bytes, found.restoration)).toString() };
}
