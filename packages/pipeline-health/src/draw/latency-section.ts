import type { Verdict } from '../judge/verdict.ts';
import { formatMs } from './format-number.ts';
import { type Line, piece } from './line.ts';
import type { ReportInput } from './report-input.ts';
import { alignColumns } from './table.ts';
import { drawOutcome } from './verdict-word.ts';

/** The latencies of the table: what people call them, their metric, and the rows that may judge them, the stricter first. */
export const latencyRows: readonly {
  readonly label: string;
  readonly metric: string;
  readonly judgedBy: readonly string[];
}[] = [
  { label: 'end-to-end', metric: 'EndToEndLatency', judgedBy: ['end_to_end_latency', 'EndToEndLatency'] },
  { label: 'record processing', metric: 'RecordProcessingLatency', judgedBy: ['RecordProcessingLatency'] },
  { label: 'downstream write', metric: 'DownstreamWriteLatency', judgedBy: ['DownstreamWriteLatency'] },
];

/** Quantiles of the three latencies that matter, each with its target and the verdict. */
export function drawLatencies({ observation, verdicts }: ReportInput): readonly Line[] {
  const judgements = latencyRows.map(({ judgedBy }) => findVerdict(verdicts, judgedBy));
  const figures = latencyRows.map(({ metric }) => {
    const distribution = observation.distributions.get(metric);
    const quantiles = [0.5, 0.95, 0.99].map((q) => formatMs(distribution?.quantile(q)));
    return [...quantiles, formatMs(distribution?.max)];
  });
  const labels = ['latency in ms', ...latencyRows.map(({ label }) => label)];
  const table = alignColumns(
    [['p50', 'p95', 'p99', 'max'], ...figures].map((cells, i) => [`  ${labels[i]}`, ...cells]),
    ['left', 'right', 'right', 'right', 'right'],
  );
  return table.map((cells, i) => {
    const text = piece(`${cells.join('  ')}   `, i === 0 ? 'faint' : undefined);
    if (i === 0) return [text, piece('verdict    target', 'faint')];
    const judged = judgements[i - 1];
    return judged ? [text, drawOutcome(judged.outcome), piece(`  ${judged.target}`, 'faint')] : [text];
  });
}

function findVerdict(verdicts: readonly Verdict[], names: readonly string[]): Verdict | undefined {
  const found = names.flatMap((name) => verdicts.find(({ row }) => row.name === name) ?? []);
  return found.at(0);
}
