import { drawContext, drawCounts } from './counts-section.ts';
import { formatCount, formatNumber } from './format-number.ts';
import { drawHeadline } from './headline.ts';
import { drawLatencies } from './latency-section.ts';
import { type DrawOptions, type Line, piece, renderLines } from './line.ts';
import type { ReportInput } from './report-input.ts';
import { drawSplit } from './split-section.ts';
import { drawTraceLines } from './trace-tree.ts';
import { drawVerdicts } from './verdicts-section.ts';
import { wrapText } from './wrap-text.ts';

/** Draws the whole report as text, the verdict first. The last line has no line end. */
export function drawReport(input: ReportInput, options: DrawOptions): string {
  const { width } = options;
  const { median, slowest } = input.observation.traces;
  const trace = median ?? slowest;
  const lines: readonly Line[] = [
    [piece(input.title, 'strong')],
    drawHeadline(input),
    ...section('Records', width, drawCounts(input)),
    ...section('Latency', width, drawLatencies(input)),
    ...section('Where the time goes', width, drawSplit(input.observation.split, width)),
    ...section('Batches and throughput', width, drawThroughput(input)),
    ...section('Trace context', width, drawContext(input)),
    ...section('Other metrics', width, drawVerdicts(input.verdicts, width)),
    ...section('The trace in the middle', width, trace ? drawTraceLines(trace, width) : []),
    ...section('Notes', width, drawNotes(input.notes, width)),
  ];
  return renderLines(lines, options);
}

function section(title: string, width: number, lines: readonly Line[]): readonly Line[] {
  if (lines.length === 0) return [];
  const rule = '─'.repeat(Math.max(0, width - title.length - 1));
  return [[], [piece(title, 'strong'), piece(` ${rule}`, 'faint')], ...lines];
}

function drawThroughput({ observation, recordsPerSecond, offeredRatePerSecond }: ReportInput): readonly Line[] {
  const batchSize = observation.distributions.get('BatchSize');
  const batches = batchSize
    ? `p50 ${formatCount(batchSize.quantile(0.5))}, largest ${formatCount(batchSize.max)} records; ${formatCount(batchSize.count)} batches`
    : '–';
  return [
    [piece(`  ${'batch size'.padEnd(16)}${batches}`)],
    [piece(`  ${'throughput'.padEnd(16)}${formatNumber(recordsPerSecond)} records/s${offered(offeredRatePerSecond)}`)],
  ];
}

function offered(rate: number | 'flat out' | undefined): string {
  if (rate === undefined) return '';
  return rate === 'flat out' ? ', offered flat out' : `, of ${formatNumber(rate)} records/s offered`;
}

function drawNotes(notes: readonly string[], width: number): readonly Line[] {
  return notes.flatMap((note) =>
    wrapText(note, width - 4).map((text, i) => [piece(`  ${i === 0 ? '· ' : '  '}${text}`)]),
  );
}
