import { groupBy } from './group-by.ts';
import type { Span } from './read-spans.ts';

/** Spans by what points at them. */
export interface SpanIndex {
  readonly get: (id: string | undefined) => Span | undefined;
  readonly childrenOf: (span: Span) => readonly Span[];
  /** Spans that carry a link to this one. */
  readonly linkingTo: (span: Span) => readonly Span[];
}

/** Builds the index over all spans of a run. */
export function indexSpans(spans: readonly Span[]): SpanIndex {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const byParent = groupBy(spans, ({ parentId }) => parentId ?? '');
  const links = spans.flatMap((span) => span.linkIds.map((target) => ({ target, span })));
  const byLink = groupBy(links, ({ target }) => target);
  return {
    get: (id) => (id === undefined ? undefined : byId.get(id)),
    childrenOf: ({ id }) => byParent.get(id) ?? [],
    linkingTo: ({ id }) => (byLink.get(id) ?? []).map(({ span }) => span),
  };
}
