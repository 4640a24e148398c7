import type { TraceSummary } from '../../observation.ts';
import type { TraceNode } from '../../observe/trace-node.ts';
import { formatMs } from '../format-number.ts';
import { type Html, html } from './html.ts';
import { drawWaterfall } from './waterfall.ts';
import { waterfallRows } from './waterfall-rows.ts';

/** The slowest record that can be followed, and the one in the middle, as waterfalls. */
export function drawTraces({ slowest, median }: TraceSummary): Html {
  if (!slowest && !median)
    return html`<p>No data: no record can be followed from the code that made it to a write.</p>`;
  return html`<p class="explain">Of all records that can be followed. A linked span belongs to another trace and has to do with other records too: the call that sent the record, the batch it was delivered in. Between the two the record was in the stream.</p>
${drawTrace('slowest', 'The slowest', slowest)}
${drawTrace('median', 'The one in the middle', median)}`;
}

function drawTrace(id: string, title: string, root: TraceNode | undefined): Html | undefined {
  if (!root) return undefined;
  const rows = waterfallRows(root).filter(({ isLinked }) => !isLinked);
  const endMs = Math.max(...rows.map(({ node }) => node.startMs + node.durationMs));
  return html`<h3 id="trace-${id}">${title}: ${formatMs(endMs - root.startMs)} ms</h3>
${drawWaterfall(root, `trace-${id}`)}`;
}
