import type { Carrier } from '@kinesis-otel/contract';
import type { SpanContext } from '@opentelemetry/api';
import { boundTraceContext } from './bind-trace-context.ts';
import type { PutEntry } from './outgoing-batch.ts';
import type { OwnContext } from './own-context.ts';

/** What entries carried that Kinesis did not accept, so that they carry the same when they are sent again. */
export interface ResendMemory {
  /** What the entry carried last time; undefined where it was accepted, or never sent. */
  readonly recall: (entry: PutEntry) => OwnContext | undefined;
  readonly rejected: (entry: PutEntry, carrier: Carrier, spanContext: SpanContext) => void;
  readonly accepted: (entry: PutEntry) => void;
}

interface Remembered extends OwnContext {
  readonly carrier: Carrier;
  readonly data: unknown;
}

/**
 * Makes an empty memory, which keeps no entry alive.
 *
 * An entry is known again by its object while it has the same data, or by what `bindTraceContext` put on it, which its
 * copies have too. One that was accepted is forgotten, so that an object used for record after record gets a context for
 * each.
 */
export function createResendMemory(): ResendMemory {
  const byIdentity = new WeakMap<object, Remembered>();
  return {
    recall(entry) {
      const bound = boundTraceContext(entry);
      const found = byIdentity.get(bound ?? entry);
      return found !== undefined && (bound !== undefined || found.data === entry.Data) ? found : undefined;
    },
    rejected(entry, carrier, spanContext) {
      byIdentity.set(boundTraceContext(entry) ?? entry, { carrier, spanContext, data: entry.Data });
    },
    accepted(entry) {
      byIdentity.delete(boundTraceContext(entry) ?? entry);
    },
  };
}
