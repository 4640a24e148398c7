import { type Link, type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { ReadRecord } from './read-record.ts';

/** A context that records of a batch came with. */
export interface ProducerContext {
  readonly context: SpanContext;
  readonly isSampled: boolean;
  /** How many of the batch's records came with it. */
  records: number;
}

/** The distinct contexts of a batch, in the order they were first seen in. */
export interface ProducerContexts {
  readonly all: readonly ProducerContext[];
  /** The entry of one of the batch's records; undefined for one without a context. */
  readonly of: (record: ReadRecord) => ProducerContext | undefined;
}

/** Finds the distinct contexts of a batch's records, another library's included. */
export function findProducerContexts(records: readonly ReadRecord[]): ProducerContexts {
  const byId = new Map<string, ProducerContext>();
  for (const record of records) {
    const context = contextOf(record);
    if (context === undefined) continue;
    const key = keyIn(byId, context);
    const known = byId.get(key);
    if (known === undefined) {
      const isSampled = (context.traceFlags & TraceFlags.SAMPLED) !== 0;
      byId.set(key, { context, isSampled, records: 1 });
    } else known.records++;
  }
  return {
    all: [...byId.values()],
    of(record) {
      const context = contextOf(record);
      return context && byId.get(keyIn(byId, context));
    },
  };
}

/** Links to the contexts, the sampled ones first: where there is a cap, those that lead somewhere are kept. */
export function linksTo({ all }: ProducerContexts, maxLinks: number): Link[] {
  const links: Link[] = [];
  for (const wanted of [true, false]) {
    for (const { context, isSampled } of all) {
      if (links.length >= maxLinks) return links;
      if (isSampled === wanted) links.push({ context });
    }
  }
  return links;
}

function contextOf({ producerContext, foreignContext }: ReadRecord): SpanContext | undefined {
  return producerContext ?? foreignContext;
}

/** A span's id is enough, and hashed faster than both ids joined, but for two traces that have a span id in common. */
function keyIn(byId: ReadonlyMap<string, ProducerContext>, { traceId, spanId }: SpanContext): string {
  const known = byId.get(spanId);
  return known === undefined || known.context.traceId === traceId ? spanId : traceId + spanId;
}
