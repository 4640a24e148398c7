import type { Span, SpanKind } from './read-spans.ts';
import type { RecordTrace } from './record-trace.ts';
import type { SpanIndex } from './span-index.ts';
import { isRecordSpan, isSendSpan, recordKey } from './stream-span.ts';

/** One span of a trace as a tree, its times in milliseconds, `startMs` since the epoch. */
export interface TraceNode {
  readonly name: string;
  readonly service: string;
  readonly kind: SpanKind;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isError: boolean;
  readonly children: readonly TraceNode[];
  /** Spans that belong to this one by a link: the call that sent the record, the batch it was delivered in. */
  readonly linked?: readonly TraceNode[];
}

/** Builds the tree of one record, without what its spans have to do with other records. */
export function buildTraceNode(trace: RecordTrace, index: SpanIndex): TraceNode {
  const { made } = trace;
  const maker = isSendSpan(made) ? index.get(made.parentId) : undefined;
  const drawn = new Set<string>();
  return buildNode(maker ?? made, { trace, index, drawn });
}

interface Tree {
  readonly trace: RecordTrace;
  readonly index: SpanIndex;
  /** Ids of spans that have their place, so that malformed ids cannot make a tree without end. */
  readonly drawn: Set<string>;
}

function buildNode(span: Span, tree: Tree): TraceNode {
  tree.drawn.add(span.id);
  const children = tree.index
    .childrenOf(span)
    .filter((child) => belongs(child, tree))
    .toSorted((a, b) => a.startMs - b.startMs)
    .map((child) => buildNode(child, tree));
  const linked = linkedTo(span, tree)
    .filter(({ id }) => !tree.drawn.has(id))
    .map(leaf);
  return { ...leaf(span), children, ...(linked.length > 0 ? { linked } : {}) };
}

function belongs(span: Span, { trace, drawn }: Tree): boolean {
  if (drawn.has(span.id) || span.id === trace.batch?.id) return false;
  if (isRecordSpan(span)) return recordKey(span) === recordKey(trace.record);
  return !isSendSpan(span) || span.id === trace.send?.id;
}

function linkedTo(span: Span, { trace }: Tree): readonly Span[] {
  if (span.id === trace.made.id) return trace.send ? [trace.send] : [];
  if (span.id !== trace.record.id) return [];
  return [...(trace.batch ? [trace.batch] : []), ...trace.writes.filter(({ linkIds }) => linkIds.includes(span.id))];
}

function leaf({ name, service, kind, startMs, endMs, isError }: Span): TraceNode {
  return { name, service, kind, startMs, durationMs: endMs - startMs, isError, children: [] };
}
