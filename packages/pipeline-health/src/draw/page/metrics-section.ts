import type { Verdict } from '../../judge/verdict.ts';
import { formatCount } from '../format-number.ts';
import { type Html, html } from './html.ts';
import { groupVerdicts, type MetricGroup } from './metric-groups.ts';
import { drawMark } from './outcome-mark.ts';
import { rowId } from './row-id.ts';
import { valueAndUnit } from './unit-word.ts';

/** Every row of the catalogue that was judged, and folded below them those that no data came for. */
export function drawMetrics(verdicts: readonly Verdict[]): Html {
  const silent = verdicts.filter(({ outcome }) => outcome === 'no data');
  if (verdicts.length === 0) return html`<p>No metric was judged.</p>`;
  return html`<p class="explain">Info: measured, with nothing to hold it against; a trend or a baseline is compared with the window before, which a single run does not have. Unknown: there is data, but not what the judgement needs.</p>
${groupVerdicts(verdicts).map(drawGroup)}
${silent.length === 0 ? undefined : drawSilent(silent)}`;
}

function drawGroup({ title, verdicts }: MetricGroup, place: number): Html {
  const id = `metrics-${place + 1}`;
  return html`<h3 id="${id}">${title}</h3>
<table class="metrics" role="table" aria-labelledby="${id}">
<colgroup><col class="mark-column" /><col /><col class="value-column" /><col class="statistic-column" /><col class="target-column" /></colgroup>
<thead role="rowgroup"><tr role="row">${['Verdict', 'Metric', 'Measured', 'Statistic', 'Target'].map(
    (name) => html`<th role="columnheader" scope="col">${name}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${verdicts.map(drawRow)}</tbody>
</table>
`;
}

function drawRow(verdict: Verdict): Html {
  const { row, outcome, statistic, value, unit, target } = verdict;
  return html`<tr role="row" id="${rowId(row)}" class="${outcome}">
<td role="cell">${drawMark(outcome)}</td>
<th role="rowheader" scope="row"><code>${row.name}</code><span class="tells">${row.description}</span></th>
<td role="cell" class="value">${value === undefined ? '–' : drawValue(value, unit)}</td>
<td role="cell" class="statistic">${statistic ?? '–'}</td>
<td role="cell" class="target">${target === '–' ? 'none' : target}${drawReason(verdict)}</td>
</tr>
`;
}

function drawValue(value: number, unit: string): Html {
  const [number, word] = valueAndUnit(value, unit);
  return html`<b>${number}</b> <span class="unit">${word}</span>`;
}

/** Why there is no plain answer, where that is not the same for all rows of the kind. */
function drawReason({ outcome, reason, row, isEstimate }: Verdict): Html | undefined {
  const isPlain = outcome === 'info' && row.judgement.by !== 'match' && !isEstimate;
  if (reason === undefined || isPlain) return undefined;
  return html`<span class="tells">${reason}</span>`;
}

function drawSilent(verdicts: readonly Verdict[]): Html {
  return html`<details>
<summary>${drawMark('no data')} for ${formatCount(verdicts.length)} of the metrics that should have been reported</summary>
<dl class="silent">${verdicts.map(
    ({ row, target }) => html`<div id="${rowId(row)}"><dt><code>${row.name}</code></dt>
<dd>${row.description} ${target === '–' ? undefined : `Target: ${target}.`}</dd></div>
`,
  )}</dl>
</details>`;
}
