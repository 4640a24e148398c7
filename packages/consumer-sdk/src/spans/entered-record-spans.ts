import type { Context } from '@opentelemetry/api';
import type { ReadRecord } from '../records/read-record.ts';
import type { RecordEnd } from './outcome-spans.ts';
import { endRecordSpan } from './record-span.ts';
import type { RecordScope, RecordSpans } from './record-spans.ts';

/** A record whose scope was entered where its work began, by someone who may not see where it ends. */
export interface EnteredRecord {
  readonly context: Context;
  /** Its work is done. Where nobody says so, it was done when the handler was. */
  readonly left: () => void;
}

/** Record spans that can be entered before it is known whose work is whose. */
export interface EnterableRecordSpans extends RecordSpans {
  /** The record's scope; the same one each time, until its work is told to begin or to have ended. */
  readonly enter: (record: ReadRecord) => EnteredRecord;
}

interface Entered extends EnteredRecord {
  readonly scope: RecordScope;
  leftAtMs: number | undefined;
}

/** Lets the record spans of one batch be entered; a record never gets two. */
export function makeEnterable(spans: RecordSpans): EnterableRecordSpans {
  const entered = new Map<ReadRecord, Entered>();
  const take = (record: ReadRecord): Entered | undefined => {
    const found = entered.get(record);
    entered.delete(record);
    return found;
  };
  const close = (record: ReadRecord, { scope, leftAtMs }: Entered, end: RecordEnd): void => {
    if (scope.span === undefined) spans.close(record, scope, end);
    else endRecordSpan(scope.span, end.errorType, end.error, leftAtMs ?? end.endedAtMs);
  };
  return {
    ...spans,
    enter(record) {
      const known = entered.get(record);
      if (known !== undefined) return known;
      const scope = spans.open(record);
      const left = (): void => {
        made.leftAtMs = Date.now();
      };
      const made: Entered = { scope, context: scope.context, left, leftAtMs: undefined };
      entered.set(record, made);
      return made;
    },
    open: (record) => take(record)?.scope ?? spans.open(record),
    isWanted: (record, errorType) => entered.has(record) || spans.isWanted(record, errorType),
    make(record, startedAtMs, end) {
      const found = take(record);
      if (found === undefined) spans.make(record, startedAtMs, end);
      else close(record, found, end);
    },
    endAll(endedAtMs, errorType) {
      // What was begun and not attempted to the end, as the batch's response has it.
      for (const [record, found] of entered) close(record, found, { endedAtMs, durationMs: undefined, errorType });
      entered.clear();
      spans.endAll(endedAtMs, errorType);
    },
  };
}
