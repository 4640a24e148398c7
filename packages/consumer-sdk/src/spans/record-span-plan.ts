import type { RecordSpanMode } from '../options.ts';
import type { ProducerContexts, SharedContext } from '../records/producer-contexts.ts';
import type { ReadRecord } from '../records/read-record.ts';

/** A span that will be made for a record, or for all records of a batch that came with one context. */
export interface PlannedSpan {
  /** Whether the context the record came with is linked, and not the parent. */
  readonly isLinked: boolean;
  /** Records in it; undefined for a record's own span. */
  readonly groupSize: number | undefined;
}

/** Which records get which span; decided when the batch arrives, so that who gets one does not depend on who ends first. */
export interface RecordSpanPlan {
  readonly mode: RecordSpanMode;
  readonly of: (record: ReadRecord) => PlannedSpan | undefined;
  /** Whether the record's context is to be no parent, with or without a span. */
  readonly isLinked: (record: ReadRecord) => boolean;
  /** Spans there was no room for. */
  readonly dropped: number;
}

/** What a plan is made from. */
export interface RecordSpanRules {
  readonly mode: RecordSpanMode;
  readonly maxRecordSpans: number;
  /** In `auto`: whether the record was delivered before, or is too old to be its producer's child. */
  readonly isLate: (record: ReadRecord) => boolean;
}

/** Reserves the batch's spans in the order the records arrived in. A record that its producer did not sample needs none. */
export function planRecordSpans(
  records: readonly ReadRecord[],
  contexts: ProducerContexts,
  { mode, maxRecordSpans, isLate }: RecordSpanRules,
): RecordSpanPlan {
  const planned = new Map<ReadRecord, PlannedSpan>();
  const groups = new Map<SharedContext, PlannedSpan | undefined>();
  const isLinked = mode === 'auto' ? isLate : () => mode === 'link';
  let dropped = 0;
  let left = maxRecordSpans;
  const reserve = (record: ReadRecord, groupSize?: number): PlannedSpan | undefined => {
    if (left === 0) {
      dropped++;
      return undefined;
    }
    left--;
    return { isLinked: isLinked(record), groupSize };
  };
  for (const record of mode === 'off' ? [] : records) {
    if (isUnsampled(record)) continue;
    const group = mode === 'auto' && record.carrier !== undefined ? contexts.sharedBy(record) : undefined;
    if (group !== undefined && !groups.has(group)) groups.set(group, reserve(record, group.records));
    const span = group === undefined ? reserve(record) : groups.get(group);
    if (span !== undefined) planned.set(record, span);
  }
  // Most records of a batch may have no span, and are not looked up.
  const hasNone = planned.size === 0;
  const of = (record: ReadRecord) => (hasNone || isUnsampled(record) ? undefined : planned.get(record));
  return { mode, of, isLinked, dropped };
}

function isUnsampled({ carrier, isSampled }: ReadRecord): boolean {
  return carrier !== undefined && !isSampled;
}
