import type { Carrier } from '@kinesis-otel/contract';
import type { Context, SpanContext } from '@opentelemetry/api';

/** A context that a record brings along, so that it does not get the send span's: the send span links to it. */
export interface OwnContext {
  readonly spanContext: SpanContext;
  /** The whole of it, baggage included; undefined where only the span's context is known. */
  readonly context?: Context;
  /** When the record was bound, in milliseconds since the epoch; undefined where it was not. */
  readonly createdAtMs?: number;
  /** What the record carried when it was sent before, and was not accepted. */
  readonly carrier?: Carrier;
}
