import type { Tally } from '../../observe/read-counts.ts';
import { formatCount } from '../format-number.ts';
import { missingTraces } from '../missing-traces.ts';
import type { ReportInput } from '../report-input.ts';
import { type Html, html } from './html.ts';

type Row = readonly [label: string, count: number | undefined, isDoubtful?: boolean];

/** What the counters say of attempts, writes, context and batches, each with its reasons, and the notes. */
export function drawPageCounts(input: ReportInput): Html {
  const { counts, traces } = input.observation;
  const { recordsSent } = input.groundTruth;
  return html`<div class="counts">
${drawGroup('Attempts and writes', [
  ['records processed', counts.recordsProcessed],
  ['failed attempts', counts.recordsFailed?.total, true],
  ['replayed', counts.recordsReplayed],
  ['writes', counts.writeSuccess],
  ['failed writes', counts.writeFailure, true],
])}
${drawGroup('Trace context', [
  ['injected', counts.contextInjected],
  ['skipped', counts.contextSkipped?.total, true],
  ['extracted', counts.contextExtracted],
  ['missing', counts.contextMissing, true],
  ['invalid', counts.contextInvalid, true],
])}
${drawGroup('Traces', [
  ['complete', traces.complete],
  ['not traced', recordsSent - traces.complete, true],
])}
${drawBatches(input)}
${drawTally('Failed attempts by error', counts.recordsFailed?.by)}
${drawTally('Context skipped by reason', counts.contextSkipped?.by)}
${drawTally('Not traced by first missing part', missingTraces(input))}
</div>
${drawNotes(input.notes)}`;
}

function drawGroup(title: string, rows: readonly Row[]): Html {
  return html`<div><h3>${title}</h3><dl>${rows.map(
    ([label, count, isDoubtful]) =>
      html`<div><dt>${label}</dt><dd class="${isDoubtful && count ? 'doubtful' : ''}">${formatCount(count)}</dd></div>`,
  )}</dl></div>
`;
}

function drawBatches({ observation }: ReportInput): Html {
  const sizes = observation.distributions.get('BatchSize');
  return drawGroup('Batches', [
    ['batches', sizes?.count],
    ['records in one, p50', sizes?.quantile(0.5)],
    ['records in the largest', sizes?.max],
  ]);
}

function drawTally(title: string, by: Tally['by'] | undefined): Html | undefined {
  const largestFirst = Object.entries(by ?? {}).sort(([, a], [, b]) => b - a);
  if (largestFirst.length === 0) return undefined;
  return html`<div><h3>${title}</h3><dl>${largestFirst.map(
    ([reason, count]) => html`<div><dt><bdi>${reason}</bdi></dt><dd>${formatCount(count)}</dd></div>`,
  )}</dl></div>
`;
}

function drawNotes(notes: readonly string[]): Html | undefined {
  if (notes.length === 0) return undefined;
  return html`<h3>Notes</h3>
<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
