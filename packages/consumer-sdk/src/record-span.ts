import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import {
  type Context,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ReadRecord } from './read-record.ts';
import type { ContextOf } from './record-context.ts';

/** Where one record's work runs: in its own span, or in its producer's context without one. */
export interface RecordScope {
  readonly context: Context;
  /** Undefined for an unsampled record and for one beyond the batch's budget of spans. */
  readonly span: Span | undefined;
}

/** What the record spans of one batch share. */
export interface RecordSpans {
  /** Opens the scope of one record; `times` only for a span that is made afterwards. */
  readonly open: (record: ReadRecord, times?: { readonly startTime: number }) => RecordScope;
  /** Records that got no span because the budget was spent. */
  readonly dropped: () => number;
}

/** What record spans are made of. */
export interface RecordSpansInput {
  readonly streamName: string;
  readonly batchContext: Context;
  /** Undefined where there is none to link to. */
  readonly batchSpan: SpanContext | undefined;
  readonly maxRecordSpans: number;
  readonly contextOf: ContextOf;
}

/**
 * Makes record spans until the budget is spent.
 *
 * A record that carried a context continues its producer's trace and links to the batch; one without is a child of the
 * batch. An unsampled record costs no span: its producer's context is active, so that nothing it causes is recorded.
 */
export function createRecordSpans(tracer: Tracer, input: RecordSpansInput): RecordSpans {
  let left = input.maxRecordSpans;
  let dropped = 0;
  return {
    open(record, times) {
      const { producerContext, isSampled } = record;
      const parent = input.contextOf(record, input.batchContext);
      if (producerContext !== undefined && !isSampled) return { context: parent, span: undefined };
      if (left === 0) {
        dropped++;
        return { context: parent, span: undefined };
      }
      left--;
      const span = tracer.startSpan(`process ${input.streamName}`, { ...spanOptions(record, input), ...times }, parent);
      return { context: trace.setSpan(parent, span), span };
    },
    dropped: () => dropped,
  };
}

/** Ends a record's span, in error where its work failed. */
export function endRecordSpan(span: Span, errorType: string | undefined, error: unknown, endTime?: number): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR, ...(error instanceof Error ? { message: error.message } : {}) });
  }
  span.end(endTime);
}

function spanOptions(record: ReadRecord, { streamName, batchSpan }: RecordSpansInput): SpanOptions {
  return {
    kind: SpanKind.CONSUMER,
    links: linksOf(record, batchSpan),
    attributes: {
      [attributeNames.messagingSystem]: messagingSystem,
      [attributeNames.messagingOperationName]: 'process',
      [attributeNames.messagingOperationType]: 'process',
      [attributeNames.messagingDestinationName]: streamName,
      [attributeNames.messagingDestinationPartitionId]: record.shardId,
      [attributeNames.messagingMessageId]: record.sequenceNumber,
      [attributeNames.arrivedAtMs]: record.arrivedAtMs,
    },
  };
}

/** To the batch where the producer is the parent; to another library's context, which is never one. */
function linksOf({ producerContext, foreignContext }: ReadRecord, batchSpan: SpanContext | undefined): Link[] {
  if (producerContext !== undefined) return batchSpan === undefined ? [] : [{ context: batchSpan }];
  return foreignContext === undefined ? [] : [{ context: foreignContext }];
}
