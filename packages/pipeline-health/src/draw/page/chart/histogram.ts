import type { Distribution } from '../../../observe/distribution.ts';
import { formatCount, formatMs, formatNumber } from '../../format-number.ts';
import { type Html, html } from '../html.ts';
import type { Axis } from './axis.ts';
import { fillColumns } from './fill-columns.ts';
import { formatMark } from './format-mark.ts';
import { percent } from './percent.ts';
import { linearTicks } from './ticks.ts';

/** A line across the histogram. */
export interface Marker {
  readonly name: string;
  /** In milliseconds. */
  readonly value: number;
}

/** What one histogram shows. */
export interface Histogram {
  readonly title: string;
  readonly distribution: Distribution;
  readonly axis: Axis;
  readonly markers: readonly Marker[];
  /** Columns beyond it are drawn apart. */
  readonly limit?: number;
  /** What is counted. */
  readonly noun: string;
}

const columns = 48;

/** Columns lower than this share of the height would not be seen. */
const leastHeight = 0.012;

/** Draws columns, lines and both axes. Text is HTML over the drawing, so that it keeps its size at every width. */
export function drawHistogram(histogram: Histogram): Html {
  const { distribution, axis, markers, noun } = histogram;
  const counts = fillColumns(distribution.buckets(), axis, columns);
  const heights = linearTicks(0, Math.max(...counts), 4);
  const top = heights.at(-1) ?? 1;
  return html`<div class="plot" role="img" aria-label="${describe(histogram)}">
<p class="y-title">${noun} per column</p>
<div class="area" style="--rows:${markers.length}">
${heights.map((height) => html`<span class="y-tick" style="bottom:calc(${(height / top).toFixed(4)} * var(--drawn))"><b>${formatCount(height)}</b></span>`)}
<svg viewBox="0 0 ${columns} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">${drawColumns(counts, top, histogram)}</svg>
${inRows(markers, axis).map((marker, row) => drawMarker(marker, row, axis))}
</div>
<div class="x-ticks">${axis.ticks.map((tick) => html`<span style="left:${percent(axis.place(tick))}">${formatMark(tick)}</span>`)}</div>
</div>
`;
}

function drawColumns(counts: readonly number[], top: number, { axis, limit }: Histogram): readonly Html[] {
  const limitPlace = limit === undefined ? Number.POSITIVE_INFINITY : axis.place(limit);
  return counts.flatMap((count, i) => {
    if (count <= 0) return [];
    const height = Math.max(count / top, leastHeight) * 100;
    const isOver = (i + 0.5) / columns > limitPlace;
    return [
      html`<rect class="${isOver ? 'over' : 'bar'}" x="${i + 0.08}" width="0.84" y="${(100 - height).toFixed(1)}" height="${height.toFixed(1)}" />`,
    ];
  });
}

function drawMarker({ name, value }: Marker, row: number, axis: Axis): Html {
  const place = axis.place(value);
  const side = isLate(value, axis) ? 'before' : 'after';
  const isOff = value > (axis.ticks.at(-1) ?? 0);
  return html`<span class="marker ${name} ${side}" style="left:${percent(place)};--row:${row}"><b>${name} ${formatNumber(value)} ms${isOff ? ' →' : ''}</b></span>
`;
}

/** So ordered from top to bottom, no label stands on the line of another but where lines are close on both sides. */
function inRows(markers: readonly Marker[], axis: Axis): readonly Marker[] {
  const ascending = markers.toSorted((a, b) => a.value - b.value);
  const late = ascending.filter(({ value }) => isLate(value, axis));
  return [...late.toReversed(), ...ascending.slice(0, ascending.length - late.length)];
}

/** The label of a line with more room before it than after it, by and large, stands before it. */
function isLate(value: number, axis: Axis): boolean {
  return axis.place(value) > 0.4;
}

function describe({ title, distribution, axis, markers, noun }: Histogram): string {
  const all = distribution.buckets();
  const range = `${formatMs(all.at(0)?.from)} to ${formatMs(all.at(-1)?.to)} ms`;
  const lines = markers.map(({ name, value }) => `${name} ${formatMs(value)} ms`).join(', ');
  return `Histogram of ${title}: ${formatCount(distribution.count)} ${noun} from ${range} on a ${axis.scale} axis; ${lines}. The table below says the same.`;
}
