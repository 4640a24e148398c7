import { quartilesOf } from './quartiles.ts';
import type { JudgedRatio, Target } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';

/** The result as two tables: every case, and every ratio with its target. */
export function drawResult({ times, ratios }: BenchResult): string {
  const cases = times.map(({ name, timesARound, roundsNs }) => {
    const { median, p25, p75 } = quartilesOf(roundsNs);
    return [name, drawNumber(median), `${drawNumber(p25)} … ${drawNumber(p75)}`, `${timesARound}`];
  });
  const judged = ratios.map(({ name, median, p25, p75, target, isMet }) => [
    name,
    drawNumber(median),
    p25 === p75 ? '' : `${drawNumber(p25)} … ${drawNumber(p75)}`,
    drawTarget(target),
    drawVerdict(isMet),
  ]);
  return [
    drawTable(['case', 'median ns', 'quartiles', 'times a round'], cases),
    drawTable(['ratio', 'median', 'quartiles', 'target', ''], judged),
    drawSummary(ratios),
  ].join('\n\n');
}

function drawSummary(ratios: readonly JudgedRatio[]): string {
  const asked = ratios.filter(({ isMet }) => isMet !== undefined);
  const missed = asked.filter(({ isMet }) => isMet === false);
  const names = missed.map(({ name }) => name).join(', ');
  return `${asked.length - missed.length} of ${asked.length} targets met${names && `; missed: ${names}`}`;
}

function drawVerdict(isMet: boolean | undefined): string {
  if (isMet === undefined) return '';
  return isMet ? 'met' : 'MISSED';
}

function drawTarget(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
}

function drawNumber(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** The first column is text, the others are set to the right. */
function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
