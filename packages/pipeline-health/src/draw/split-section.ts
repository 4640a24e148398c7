import type { Distribution } from '../observe/distribution.ts';
import type { LatencySplit } from '../observe/latency-split.ts';
import { drawBar } from './bar.ts';
import { formatCount, formatMs } from './format-number.ts';
import { type Line, piece } from './line.ts';
import { alignColumns } from './table.ts';

/** Where the time goes: each step of the way with a bar that begins where the step before ends, to the scale of the p50. */
export function drawSplit(split: LatencySplit | undefined, width: number): readonly Line[] {
  if (!split) return [[piece('  – no data: no complete trace knows all its moments', 'doubtful')]];
  const steps: readonly (readonly [label: string, distribution: Distribution])[] = [
    ['made → in Kinesis', split.madeToArrived],
    ['in Kinesis → invoked', split.arrivedToInvoked],
    ['invoked → processed', split.invokedToProcessed],
    ['processed → written', split.processedToWritten],
  ];
  const rows = [...steps, ['made → written', split.madeToWritten] as const].map(([label, { quantile }]) => [
    `  ${label}`,
    ...[0.5, 0.95, 0.99].map((q) => formatMs(quantile(q))),
  ]);
  const table = alignColumns(
    [['  step, in ms', 'p50', 'p95', 'p99'], ...rows],
    ['left', 'right', 'right', 'right'],
  ).map((cells) => `${cells.join('  ')}   `);
  const bars = barsOf(
    steps.map(([, { quantile }]) => quantile(0.5)),
    Math.max(1, width - (table[0]?.length ?? 0)),
  );
  const lines = table.map((text, i): Line => {
    if (i === 0) return [piece(text, 'faint'), piece('p50, to scale', 'faint')];
    return [piece(text, i > steps.length ? 'strong' : undefined), piece(bars[i - 1] ?? '', 'accent')];
  });
  const clamped = `  ${formatCount(split.clamped)} steps came out negative (two clocks) and count as 0`;
  return split.clamped > 0 ? [...lines, [piece(clamped, 'doubtful')]] : lines;
}

function barsOf(steps: readonly number[], width: number): readonly string[] {
  const total = steps.reduce((sum, step) => sum + step, 0);
  if (total <= 0) return [];
  let before = 0;
  return steps.map((step) => {
    const start = before;
    before += step;
    return step > 0 ? drawBar(start / total, before / total, width) : '';
  });
}
