import type { TraceNode } from '../../observe/trace-node.ts';

/** One span of a trace, where it stands among the others. */
export interface WaterfallRow {
  readonly node: TraceNode;
  readonly depth: number;
  /** True for a span of another trace that belongs here by a link. */
  readonly isLinked: boolean;
}

/** Puts a trace into rows: each span before what it caused, in the order they began. */
export function waterfallRows(node: TraceNode, depth = 0, isLinked = false): readonly WaterfallRow[] {
  const below = [
    ...node.children.map((child) => ({ child, isLinked: false })),
    ...(node.linked ?? []).map((child) => ({ child, isLinked: true })),
  ].sort((a, b) => a.child.startMs - b.child.startMs);
  return [{ node, depth, isLinked }, ...below.flatMap((each) => waterfallRows(each.child, depth + 1, each.isLinked))];
}
