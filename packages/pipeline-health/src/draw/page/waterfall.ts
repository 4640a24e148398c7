import type { TraceNode } from '../../observe/trace-node.ts';
import { formatCount, formatMs } from '../format-number.ts';
import { formatMark } from './chart/format-mark.ts';
import { percent } from './chart/percent.ts';
import { linearTicks } from './chart/ticks.ts';
import { type Html, html } from './html.ts';
import { type WaterfallRow, waterfallRows } from './waterfall-rows.ts';

/** Spans of one trace that are drawn; the rest are counted. */
const maxRows = 40;

/** Steps to the right that are drawn; deeper spans stand below one another. */
const maxDepth = 6;

interface Scale {
  readonly firstMs: number;
  readonly lengthMs: number;
  readonly ticks: readonly number[];
}

/** One trace as a table with a bar for each span, to scale. */
export function drawWaterfall(root: TraceNode, labelId: string): Html {
  const all = waterfallRows(root);
  const rows = all.slice(0, maxRows);
  const scale = scaleOf(rows);
  const hidden = all.length - rows.length;
  return html`<p class="narrow explain">Bars to scale, from 0 to ${formatMark(scale.lengthMs)} ms.</p>
<table class="waterfall" role="table" aria-labelledby="${labelId}">
<thead role="rowgroup"><tr role="row">${['Span', 'Service', 'Kind', 'Start, ms', 'Took, ms'].map(
    (name) => html`<th role="columnheader" scope="col">${name}</th>`,
  )}<th role="columnheader" scope="col"><span class="hidden">To scale, from 0 to ${formatMark(scale.lengthMs)} ms</span><span class="scale" aria-hidden="true">${scale.ticks.map(
    (tick) => html`<span style="left:${percent(tick / scale.lengthMs)}">${formatMark(tick)}</span>`,
  )}</span></th></tr></thead>
<tbody role="rowgroup">${rows.map((row) => drawRow(row, scale))}</tbody>
</table>
${hidden > 0 ? html`<p class="tells">${formatCount(hidden)} more spans are not drawn.</p>` : undefined}`;
}

/** From the first start to a round number at or after the last end. */
function scaleOf(rows: readonly WaterfallRow[]): Scale {
  const firstMs = Math.min(...rows.map(({ node }) => node.startMs));
  const lastMs = Math.max(...rows.map(({ node }) => node.startMs + node.durationMs));
  const ticks = linearTicks(0, lastMs - firstMs, 4);
  return { firstMs, lengthMs: ticks.at(-1) ?? 1, ticks };
}

function drawRow({ node, depth, isLinked }: WaterfallRow, { firstMs, lengthMs, ticks }: Scale): Html {
  const { name, service, kind, startMs, durationMs, isError } = node;
  const start = (startMs - firstMs) / lengthMs;
  const look = `${isLinked ? 'linked' : 'own'}${isError ? ' error' : ''}`;
  return html`<tr role="row">
<th role="rowheader" scope="row" style="--depth:${Math.min(depth, maxDepth)}"><bdi>${name}</bdi>${isLinked ? html` <span class="tag">linked</span>` : undefined}${isError ? html` <span class="bad">✗ error</span>` : undefined}</th>
<td role="cell" class="service"><bdi>${service}</bdi></td>
<td role="cell" class="kind">${kind}</td>
<td role="cell" class="value"><span class="narrow">start </span>${formatMs(startMs - firstMs)}<span class="narrow"> ms</span></td>
<td role="cell" class="value"><span class="narrow">took </span>${formatMs(durationMs)}<span class="narrow"> ms</span></td>
<td role="cell" class="lane"><span class="track" aria-hidden="true">${ticks
    .slice(1, -1)
    .map(
      (tick) => html`<i class="tick" style="left:${percent(tick / lengthMs)}"></i>`,
    )}<i class="span ${look}" style="left:${percent(start)};width:${percent(durationMs / lengthMs)}"></i></span></td>
</tr>
`;
}
