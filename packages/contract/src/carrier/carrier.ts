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
  /** W3C `baggage`, of the keys that were allowed to travel; left out when there are none. */
  readonly baggage?: string;
  /** What other propagators wrote, by field name; only where one was asked for. */
  readonly fields?: Readonly<Record<string, string>>;
}
