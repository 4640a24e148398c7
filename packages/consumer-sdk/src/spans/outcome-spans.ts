import { attributeNames } from '@kinesis-otel/contract';
import type { Context, Tracer } from '@opentelemetry/api';
import type { ReadRecord } from '../records/read-record.ts';
import { endRecordSpan, type RecordSpanInput, startRecordSpan } from './record-span.ts';
import type { RecordSpanPlan } from './record-span-plan.ts';

/** How one record's work ended. */
export interface RecordEnd {
  readonly endedAtMs: number;
  /** Unknown where a handler took the whole batch. */
  readonly durationMs: number | undefined;
  /** Undefined for success. */
  readonly errorType: string | undefined;
  readonly error?: unknown;
}

/** What outcome spans are made of. */
export interface OutcomeSpansInput extends RecordSpanInput {
  readonly plan: RecordSpanPlan;
  /** Work at least as long is slow, in milliseconds. */
  readonly slowRecordMs: number;
}

/** Spans without children for records that have none of their own, where they failed or were slow. */
export interface OutcomeSpans {
  readonly make: (record: ReadRecord, parent: Context, startedAtMs: number, end: RecordEnd) => void;
  /** Failed or slow records of a group that there was no room for. */
  readonly dropped: () => number;
}

/** Outcome spans of one batch at most. */
const maxOutcomeSpans = 20;

/** Makes the outcome spans of one batch. */
export function createOutcomeSpans(tracer: () => Tracer, input: OutcomeSpansInput): OutcomeSpans {
  const { plan, slowRecordMs } = input;
  let made = 0;
  let dropped = 0;
  return {
    make(record, parent, startedAtMs, end) {
      const isNotable = end.errorType !== undefined || (end.durationMs ?? 0) >= slowRecordMs;
      if (!isNotable || !mayHaveSpan(record, plan)) return;
      const isInGroup = plan.of(record) !== undefined;
      if (made === maxOutcomeSpans) {
        // A record the plan had no room for is counted there.
        if (isInGroup) dropped++;
        return;
      }
      made++;
      const planned = { isLinked: isInGroup || plan.isLinked(record), groupSize: undefined };
      const span = startRecordSpan(tracer(), record, planned, input, parent, startedAtMs);
      span.setAttribute(attributeNames.spanSource, 'outcome');
      endRecordSpan(span, end.errorType, end.error, end.endedAtMs);
    },
    dropped: () => dropped,
  };
}

/** A record that its producer did not sample costs no span, however it ends. */
function mayHaveSpan({ carrier, isSampled }: ReadRecord, { mode }: RecordSpanPlan): boolean {
  return mode !== 'off' && (carrier === undefined || isSampled);
}
