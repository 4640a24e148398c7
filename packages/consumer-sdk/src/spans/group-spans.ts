import type { Span } from '@opentelemetry/api';
import { endRecordSpan } from './record-span.ts';
import type { PlannedSpan } from './record-span-plan.ts';

/** The spans that records of one context share. */
export interface GroupSpans {
  /** The span of a group; `start` makes it when its first record is worked on. */
  readonly of: (group: PlannedSpan, start: () => Span) => Span;
  /** Ends a group's span with its last record; it is in error where one of them was. */
  readonly memberEnded: (group: PlannedSpan, errorType: string | undefined, endedAtMs: number | undefined) => void;
  /** Ends the spans of groups some of whose records were not attempted, or are still at work. */
  readonly endAll: (endedAtMs: number, errorType: string | undefined) => void;
}

interface OpenGroup {
  readonly span: Span;
  left: number;
  errorType: string | undefined;
}

/** Makes the group spans of one batch. */
export function createGroupSpans(): GroupSpans {
  const open = new Map<PlannedSpan, OpenGroup>();
  return {
    of(group, start) {
      const known = open.get(group);
      if (known !== undefined) return known.span;
      const span = start();
      open.set(group, { span, left: group.groupSize ?? 1, errorType: undefined });
      return span;
    },
    memberEnded(group, errorType, endedAtMs) {
      const known = open.get(group);
      if (known === undefined) return;
      known.errorType ??= errorType;
      known.left--;
      if (known.left > 0) return;
      open.delete(group);
      endRecordSpan(known.span, known.errorType, undefined, endedAtMs);
    },
    endAll(endedAtMs, errorType) {
      for (const group of open.values()) endRecordSpan(group.span, group.errorType ?? errorType, undefined, endedAtMs);
      open.clear();
    },
  };
}
