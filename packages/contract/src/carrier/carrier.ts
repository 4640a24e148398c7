/** What travels inside a record: the context that made it, and when. */
export interface Carrier {
  /** W3C `traceparent`, version 00: 55 characters. */
  readonly traceparent: string;
  /** W3C `tracestate`; left out when there is none. */
  readonly tracestate?: string;
  /** When the put call was made, in milliseconds since the epoch. */
  readonly sentAtMs: number;
  /** When the record's own context was bound, in milliseconds since the epoch; only where one was bound. */
  readonly createdAtMs?: number;
}

/**
 * What a reader found in a payload.
 *
 * - `extracted`: a carrier, and the payload as the producer was given it.
 * - `missing`: no carrier; the payload is untouched.
 * - `invalid`: it begins as a carrier does, but is not one; the payload is untouched.
 */
export type ReadResult<Payload> =
  | { readonly outcome: 'extracted'; readonly carrier: Carrier; readonly payload: Payload }
  | { readonly outcome: 'missing' | 'invalid'; readonly payload: Payload };
