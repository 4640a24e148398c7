import type { Carrier } from '@kinesis-otel/contract';
import type { SpanContext } from '@opentelemetry/api';
import { boundTraceContext } from '../bind-trace-context.ts';
import type { PutEntry } from '../outgoing-batch.ts';
import type { OwnContext } from './own-context.ts';

/** What entries carried that Kinesis did not accept, so that they carry the same when they are sent again. */
export interface ResendMemory {
  /** Whether nothing was ever rejected. */
  readonly isEmpty: () => boolean;
  /** What the entry carried last time; undefined where it was accepted, or never sent. */
  readonly recall: (entry: PutEntry) => OwnContext | undefined;
  readonly rejected: (entry: PutEntry, carrier: Carrier, spanContext: SpanContext) => void;
  readonly accepted: (entry: PutEntry) => void;
}

type Data = PutEntry['Data'];

interface Remembered extends OwnContext {
  readonly carrier: Carrier;
  readonly data: Data;
}

/**
 * Makes an empty memory, which keeps no entry alive.
 *
 * An entry is known again by its object, or by what `bindTraceContext` put on it, which its copies have too, while it
 * has the same data: one binding may serve many records. One that was accepted is forgotten, so that an object used for
 * record after record gets a context for each.
 */
export function createResendMemory(): ResendMemory {
  const byIdentity = new WeakMap<object, readonly Remembered[]>();
  // Most producers never see a rejection: nothing is then looked up.
  let isEmpty = true;
  const recall = (entry: PutEntry) =>
    isEmpty ? undefined : byIdentity.get(identityOf(entry))?.find(({ data }) => isSame(data, entry.Data));
  const accepted = (entry: PutEntry) => {
    const identity = identityOf(entry);
    const rest = byIdentity.get(identity)?.filter(({ data }) => !isSame(data, entry.Data)) ?? [];
    if (rest.length === 0) byIdentity.delete(identity);
    else byIdentity.set(identity, rest);
  };
  return {
    isEmpty: () => isEmpty,
    recall,
    accepted,
    rejected(entry, carrier, spanContext) {
      accepted(entry);
      isEmpty = false;
      const identity = identityOf(entry);
      // An object has one data at a time; only a binding can stand for several records.
      const others = identity === entry ? [] : (byIdentity.get(identity) ?? []);
      byIdentity.set(identity, [...others, { carrier, spanContext, data: entry.Data }].slice(-maxOfOneBinding));
    },
  };
}

/** As many records as one call can have rejected: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const maxOfOneBinding = 500;

function identityOf(entry: PutEntry): object {
  return boundTraceContext(entry) ?? entry;
}

function isSame(one: Data, other: Data): boolean {
  if (one === other) return true;
  if (typeof one === 'string' || typeof other === 'string') return false;
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
