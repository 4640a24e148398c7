import type { Link, SpanContext } from '@opentelemetry/api';
import type { ReadRecord } from './read-record.ts';
import { spanContextOf } from './span-context-of.ts';

/** A context that several records of a batch came with. */
export interface SharedContext {
  /** How many they are. */
  records: number;
}

/** The distinct contexts of a batch. */
export interface ProducerContexts {
  /** For each context the first record that came with it, in the batch's order. */
  readonly firsts: readonly ReadRecord[];
  /** The context of one of the batch's records, where others came with it too. */
  readonly sharedBy: (record: ReadRecord) => SharedContext | undefined;
}

/** The context a record came with, its producer's or another library's; undefined where it came with none. */
export function contextOfRecord({ carrier, foreignContext }: ReadRecord): SpanContext | undefined {
  return carrier === undefined ? foreignContext : spanContextOf(carrier);
}

/** Finds the distinct contexts of a batch's records, another library's included. */
export function findProducerContexts(records: readonly ReadRecord[]): ProducerContexts {
  const seen = new Set<string>();
  const firsts: ReadRecord[] = [];
  // Apart from the others: in a batch of 10,000 contexts there is nothing to be made for each.
  const shared = new Map<string, SharedContext>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === undefined) continue;
    // Looked up once: its size tells whether it was new.
    const before = seen.size;
    if (seen.add(key).size > before) {
      firsts.push(record);
      continue;
    }
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { records: 2 });
    else known.records++;
  }
  return {
    firsts,
    sharedBy(record) {
      const key = shared.size === 0 ? undefined : keyOf(record);
      return key === undefined ? undefined : shared.get(key);
    },
  };
}

/** Links to the contexts, the sampled ones first: where there is a cap, those that lead somewhere are kept. */
export function linksTo({ firsts }: ProducerContexts, maxLinks: number): Link[] {
  const links: Link[] = [];
  for (const wanted of [true, false]) {
    for (const record of firsts) {
      if (links.length >= maxLinks) return links;
      if (isSampled(record) !== wanted) continue;
      const context = contextOfRecord(record);
      if (context !== undefined) links.push({ context });
    }
  }
  return links;
}

function isSampled({ isSampled: isSampledByUs, foreignContext }: ReadRecord): boolean {
  return isSampledByUs || (foreignContext !== undefined && (foreignContext.traceFlags & 1) !== 0);
}

function keyOf({ carrier, foreignContext }: ReadRecord): string | undefined {
  if (carrier !== undefined) return carrier.traceparent;
  return foreignContext && `${foreignContext.traceId}${foreignContext.spanId}`;
}
