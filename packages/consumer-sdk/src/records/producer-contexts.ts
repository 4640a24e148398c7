import { type Link, type SpanContext, TraceFlags } from '@opentelemetry/api';
import { createDistinctContexts } from './distinct-contexts.ts';
import type { ReadRecord } from './read-record.ts';
import { spanContextOf } from './span-context-of.ts';

/** A context that several records of a batch came with. */
export interface SharedContext {
  /** How many they are. */
  readonly records: number;
}

/** The distinct contexts of a batch. */
export interface ProducerContexts {
  /** For sampled contexts, up to so many as may be linked, the first record that came with each, in the batch's order. */
  readonly sampled: readonly ReadRecord[];
  /** All of them. */
  readonly sampledCount: number;
  /** The same for contexts that are not sampled, as far as they may be linked: no trace lies behind them. */
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
  const distinct = createDistinctContexts(records.length);
  const [sampled, unsampled]: [ReadRecord[], ReadRecord[]] = [[], []];
  // Apart from the others: in a batch of 10,000 contexts there is nothing to be made for each.
  const shared = new Map<ReadRecord, { records: number }>();
  let sampledCount = 0;
  for (let index = 0; index < records.length; index++) {
    const record = records[index] as ReadRecord;
    const isKept = isSampled(record);
    if (!isKept && unsampled.length >= maxLinks) continue;
    const first = distinct.firstWith(record);
    if (first === undefined) continue;
    if (first !== record) {
      if (isKept) countShared(shared, first);
    } else if (!isKept) unsampled.push(record);
    else if (sampledCount++ < maxLinks) sampled.push(record);
  }
  return {
    sampled,
    sampledCount,
    unsampled,
    sharedBy(record) {
      const first = shared.size === 0 || !isSampled(record) ? undefined : distinct.firstWith(record);
      return first && shared.get(first);
    },
  };
}

function countShared(shared: Map<ReadRecord, { records: number }>, first: ReadRecord): void {
  const known = shared.get(first);
  if (known === undefined) shared.set(first, { records: 2 });
  else known.records++;
}

/** Links to the contexts, the sampled ones first: where there is a cap, those that lead somewhere are kept. */
export function linksTo({ sampled, unsampled }: ProducerContexts, maxLinks: number): Link[] {
  const linked = sampled.slice(0, maxLinks);
  linked.push(...unsampled.slice(0, maxLinks - linked.length));
  const contexts = linked.map(contextOfRecord).filter((context) => context !== undefined);
  return contexts.map((context) => ({ context }));
}

function isSampled({ isSampled: isSampledByUs, foreignContext }: ReadRecord): boolean {
  return isSampledByUs || (foreignContext !== undefined && (foreignContext.traceFlags & TraceFlags.SAMPLED) !== 0);
}
