import type { TraceNode } from '../observe/trace-node.ts';
import { formatMs } from './format-number.ts';
import { type DrawOptions, type Line, piece, renderLines } from './line.ts';
import { alignColumns } from './table.ts';

/** Children of one span that are drawn; the rest are counted. */
const maxChildren = 12;

interface Branch {
  readonly label: string;
  readonly node?: TraceNode;
  readonly isLinked: boolean;
}

/** Draws one trace: each span with its service, when it began after the first one, and how long it took. */
export function drawTraceTree(root: TraceNode, options: DrawOptions): string {
  return renderLines(drawTraceLines(root, options.width), options);
}

/** The lines of a trace, for a report that has other lines too. */
export function drawTraceLines(root: TraceNode, width: number): readonly Line[] {
  const branches = branchesOf(root, '', '', false);
  const firstMs = Math.min(...branches.map(({ node }) => node?.startMs ?? root.startMs));
  const columns = alignColumns(
    [
      ['service', 'kind', 'from ms', 'took ms'],
      ...branches.map(({ node }) => (node ? cellsOf(node, firstMs) : ['', '', '', ''])),
    ],
    ['left', 'left', 'right', 'right'],
  ).map((cells) => `  ${cells.join('  ')}`);
  const room = Math.max(12, width - (columns[0]?.length ?? 0) - 2);
  const labels = ['span', ...branches.map(({ label }) => label)];
  const longest = Math.min(room, Math.max(...labels.map((label) => label.length)));
  return columns.map((cells, i): Line => {
    const branch = branches[i - 1];
    const label = piece(`  ${shorten(labels[i] ?? '', longest).padEnd(longest)}`, toneOf(branch));
    return [label, piece(cells, 'faint'), ...(branch?.node?.isError ? [piece(' ✗', 'bad')] : [])];
  });
}

function toneOf(branch: Branch | undefined): 'faint' | 'bad' | undefined {
  if (!branch || branch.isLinked) return 'faint';
  return branch.node?.isError ? 'bad' : undefined;
}

function cellsOf({ service, kind, startMs, durationMs }: TraceNode, firstMs: number): readonly string[] {
  return [shorten(service, 18), kind, formatMs(startMs - firstMs), formatMs(durationMs)];
}

function branchesOf(node: TraceNode, before: string, inner: string, isLinked: boolean): readonly Branch[] {
  const shown = node.children.slice(0, maxChildren);
  const hidden = node.children.length - shown.length;
  const below = [
    ...shown.map((child) => ({ child, isLinked: false })),
    ...(node.linked ?? []).map((child) => ({ child, isLinked: true })),
  ].sort((a, b) => a.child.startMs - b.child.startMs);
  return [
    { label: `${before}${isLinked ? 'link: ' : ''}${node.name}`, node, isLinked },
    ...below.flatMap(({ child, isLinked }, i) => {
      const isLast = i === below.length - 1 && hidden === 0;
      const fork = `${isLast ? '└' : '├'}${isLinked ? '╌' : '─'} `;
      return branchesOf(child, inner + fork, inner + (isLast ? '   ' : '│  '), isLinked);
    }),
    ...(hidden > 0 ? [{ label: `${inner}└─ … ${hidden} more`, isLinked: true }] : []),
  ];
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
