import { attributeNames } from '@kinesis-otel/contract';
import { type Context, type Span, type Tracer, trace } from '@opentelemetry/api';
import type { ReadRecord } from '../records/read-record.ts';
import type { ContextOf } from '../records/record-context.ts';
import { createGroupSpans } from './group-spans.ts';
import { createOutcomeSpans, type OutcomeSpansInput, type RecordEnd } from './outcome-spans.ts';
import { endRecordSpan, startRecordSpan } from './record-span.ts';

/** Where one record's work runs: in its own span, in one it shares, or in a context without one. */
export interface RecordScope {
  readonly context: Context;
  /** The record's own; undefined where it shares one, or has none. */
  readonly span: Span | undefined;
  readonly startedAtMs: number;
}

/** The record spans of one batch. */
export interface RecordSpans {
  /** Opens the scope of a record whose work begins now. */
  readonly open: (record: ReadRecord) => RecordScope;
  readonly close: (record: ReadRecord, scope: RecordScope, end: RecordEnd) => void;
  /** Whether a record that the handler took as a part of its batch needs a span, as planned or because it failed. */
  readonly isWanted: (record: ReadRecord, errorType: string | undefined) => boolean;
  /** Makes the span of a record that the handler took as a part of its batch, and says in it that its times are the handler's. */
  readonly make: (record: ReadRecord, startedAtMs: number, end: RecordEnd) => void;
  /** Ends what is still open. */
  readonly endAll: (endedAtMs: number, errorType?: string) => void;
  /** Spans there was no room for. */
  readonly dropped: () => number;
}

/** What record spans are made of. */
export interface RecordSpansInput extends OutcomeSpansInput {
  readonly batchContext: Context;
  readonly contextOf: ContextOf;
}

/** Makes the record spans of one batch, as planned. */
export function createRecordSpans(tracer: () => Tracer, input: RecordSpansInput): RecordSpans {
  const { plan } = input;
  const groups = createGroupSpans();
  const outcomes = createOutcomeSpans(tracer, input);
  const parentOf = createParentOf(input);
  return {
    open(record) {
      const parent = parentOf(record);
      const planned = plan.of(record);
      const startedAtMs = Date.now();
      if (planned === undefined) return { context: parent, span: undefined, startedAtMs };
      const start = () => startRecordSpan(tracer(), record, planned, input, parent);
      const isShared = planned.groupSize !== undefined;
      const span = isShared ? groups.of(planned, start) : start();
      return { context: trace.setSpan(parent, span), span: isShared ? undefined : span, startedAtMs };
    },
    close(record, { span, context, startedAtMs }, end) {
      if (span !== undefined) return endRecordSpan(span, end.errorType, end.error);
      outcomes.make(record, context, startedAtMs, end);
      const planned = plan.of(record);
      if (planned !== undefined) groups.memberEnded(planned, end.errorType, undefined);
    },
    isWanted: (record, errorType) => errorType !== undefined || plan.of(record) !== undefined,
    make(record, startedAtMs, end) {
      const planned = plan.of(record);
      const parent = parentOf(record);
      if (planned === undefined) return outcomes.make(record, parent, startedAtMs, end);
      const start = () => {
        const span = startRecordSpan(tracer(), record, planned, input, parent, startedAtMs);
        return span.setAttribute(attributeNames.spanSource, 'handler');
      };
      if (planned.groupSize === undefined) return endRecordSpan(start(), end.errorType, end.error, end.endedAtMs);
      outcomes.make(record, trace.setSpan(parent, groups.of(planned, start)), startedAtMs, end);
      groups.memberEnded(planned, end.errorType, end.endedAtMs);
    },
    endAll: groups.endAll,
    dropped: () => plan.dropped + outcomes.dropped(),
  };
}

/** The context a record's span starts from, and its work runs in where it has none. */
function createParentOf({ plan, batchContext, contextOf }: RecordSpansInput): (record: ReadRecord) => Context {
  if (plan.mode === 'off') return () => batchContext;
  const batchSpan = trace.getSpan(batchContext);
  return (record) => {
    const own = contextOf(record, batchContext);
    // Whatever else the record brought along stays.
    return batchSpan !== undefined && plan.isLinked(record) ? trace.setSpan(own, batchSpan) : own;
  };
}
