import type { Outcome, Verdict } from '../judge/verdict.ts';
import { formatWithUnit } from './format-number.ts';
import { latencyRows } from './latency-section.ts';
import { type Line, piece } from './line.ts';
import { alignColumns } from './table.ts';
import { drawOutcome } from './verdict-word.ts';
import { wrapText } from './wrap-text.ts';

const order: readonly Outcome[] = ['fail', 'unknown', 'pass', 'info'];

/** All verdicts that the latency table does not show, those in need of a look first and the silent rows last. */
export function drawVerdicts(verdicts: readonly Verdict[], width: number): readonly Line[] {
  const shown = new Set(latencyRows.flatMap(({ judgedBy }) => judgedBy));
  const rest = verdicts.filter(({ row, outcome }) => outcome === 'fail' || !shown.has(row.name));
  const measured = rest
    .filter(({ outcome }) => outcome !== 'no data')
    .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return [...drawMeasured(measured), ...drawSilent(rest, width)];
}

function drawMeasured(verdicts: readonly Verdict[]): readonly Line[] {
  const table = alignColumns(
    verdicts.map((verdict) => [verdict.row.name, verdict.statistic ?? '', figureOf(verdict)]),
    ['left', 'left', 'right'],
  );
  return verdicts.map((verdict, i) => [
    piece('  '),
    drawOutcome(verdict.outcome),
    piece(`  ${(table[i] ?? []).join('  ')}`),
    piece(`   ${remarkOf(verdict)}`, 'faint'),
  ]);
}

function drawSilent(verdicts: readonly Verdict[], width: number): readonly Line[] {
  const names = verdicts.filter(({ outcome }) => outcome === 'no data').map(({ row }) => row.name);
  const word = drawOutcome('no data');
  const margin = word.text.length + 4;
  return wrapText(names.join(', '), width - margin).map((text, i) =>
    i === 0 ? [piece('  '), word, piece(`  ${text}`)] : [piece(' '.repeat(margin) + text)],
  );
}

function figureOf({ value, unit }: Verdict): string {
  return value === undefined ? '–' : formatWithUnit(value, unit);
}

function remarkOf({ outcome, target, reason, isEstimate }: Verdict): string {
  if (outcome === 'unknown' || isEstimate) return reason ?? target;
  if (target === '–') return '';
  return /^\d/.test(target) ? `target ${target}` : target;
}
