import { type Link, type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { ReadRecord } from './read-record.ts';
import { createSeenTexts } from './seen-texts.ts';
import { spanContextOf } from './span-context-of.ts';

/** A context that several records of a batch came with. */
export interface SharedContext {
  /** How many they are. */
  readonly records: number;
}

/** The distinct contexts of a batch. */
export interface ProducerContexts {
  /** For each sampled context the first record that came with it, in the batch's order. */
  readonly sampled: readonly ReadRecord[];
  /** The same for contexts that are not sampled, up to so many as may be linked: no trace lies behind them. */
  readonly unsampled: readonly ReadRecord[];
  /** The sampled context of one of the batch's records, where others came with it too. */
  readonly sharedBy: (record: ReadRecord) => SharedContext | undefined;
}

/** The context a record came with, its producer's or another library's; undefined where it came with none. */
export function contextOfRecord({ carrier, foreignContext }: ReadRecord): SpanContext | undefined {
  return carrier === undefined ? foreignContext : spanContextOf(carrier);
}

/** Finds the distinct contexts of a batch's records, another library's included. */
export function findProducerContexts(records: readonly ReadRecord[], maxLinks: number): ProducerContexts {
  const seen = createSeenTexts(records.length);
  const seenUnsampled = new Set<string>();
  const [sampled, unsampled]: [ReadRecord[], ReadRecord[]] = [[], []];
  // Apart from the others: in a batch of 10,000 contexts there is nothing to be made for each.
  const shared = new Map<string, { records: number }>();
  for (const record of records) {
    const isKept = isSampled(record);
    if (!isKept && unsampled.length >= maxLinks) continue;
    const key = keyOf(record);
    if (key === undefined) continue;
    if (!isKept) {
      if (isNew(seenUnsampled, key)) unsampled.push(record);
    } else if (seen.isNew(key)) sampled.push(record);
    else {
      const known = shared.get(key);
      if (known === undefined) shared.set(key, { records: 2 });
      else known.records++;
    }
  }
  return {
    sampled,
    unsampled,
    sharedBy(record) {
      const key = shared.size === 0 ? undefined : keyOf(record);
      return key === undefined ? undefined : shared.get(key);
    },
  };
}

/** Links to the contexts, the sampled ones first: where there is a cap, those that lead somewhere are kept. */
export function linksTo({ sampled, unsampled }: ProducerContexts, maxLinks: number): Link[] {
  const linked = sampled.slice(0, maxLinks);
  linked.push(...unsampled.slice(0, maxLinks - linked.length));
  const contexts = linked.map(contextOfRecord).filter((context) => context !== undefined);
  return contexts.map((context) => ({ context }));
}

/** Looked up once: a set's size tells whether what it was given was new. */
function isNew(set: Set<string>, key: string): boolean {
  const before = set.size;
  return set.add(key).size > before;
}

function isSampled({ isSampled: isSampledByUs, foreignContext }: ReadRecord): boolean {
  return isSampledByUs || (foreignContext !== undefined && (foreignContext.traceFlags & TraceFlags.SAMPLED) !== 0);
}

function keyOf({ carrier, foreignContext }: ReadRecord): string | undefined {
  if (carrier !== undefined) return carrier.traceparent;
  return foreignContext && `${foreignContext.traceId}${foreignContext.spanId}`;
}
