import { type Carrier, jsonFormat } from '@kinesis-otel/contract';

/** What a consumer would find in a record. */
export interface Stamped {
  readonly carrier: Carrier | undefined;
  readonly payload: string;
}

/** Reads a record's data as it was sent. */
export function readStamped(data: unknown): Stamped {
  const taken = jsonFormat.take(Buffer.from(data as Uint8Array));
  const payload = Buffer.from(taken.payload).toString();
  return { carrier: taken.outcome === 'extracted' ? taken.carrier : undefined, payload };
}
