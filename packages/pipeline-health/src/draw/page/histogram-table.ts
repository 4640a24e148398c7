import type { Distribution } from '../../observe/distribution.ts';
import { formatCount, formatMs, formatNumber } from '../format-number.ts';
import type { Axis } from './chart/axis.ts';
import { countAbove } from './chart/fill-columns.ts';
import { formatMark } from './chart/format-mark.ts';
import { type Html, html } from './html.ts';

/** A histogram in numbers: the figures that tell of all values, and how many lie between the marks of the axis. */
export function drawHistogramTables(distribution: Distribution, axis: Axis, noun: string): Html {
  return html`${drawFigures(distribution)}
<table class="plain"><thead><tr><th scope="col">From, ms</th><th scope="col">To, ms</th><th scope="col">${noun}</th><th scope="col">Share</th></tr></thead>
<tbody>${rangesOf(distribution, axis).map(
    ({ from, to, count }) =>
      html`<tr><td>${formatMark(from)}</td><td>${formatMark(to)}</td><td>${formatCount(count)}</td><td>${formatNumber((100 * count) / distribution.count)} %</td></tr>`,
  )}</tbody></table>`;
}

function drawFigures({ count, sum, min, max, quantile }: Distribution): Html {
  const figures: readonly (readonly [name: string, value: number | undefined])[] = [
    ['least', min],
    ['p50', quantile(0.5)],
    ['p95', quantile(0.95)],
    ['p99', quantile(0.99)],
    ['greatest', max],
    ['average', sum === undefined ? undefined : sum / count],
  ];
  return html`<table class="plain"><thead><tr><th scope="col">Statistic</th><th scope="col">ms</th></tr></thead>
<tbody>${figures.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${formatMs(value)}</td></tr>`,
  )}</tbody></table>`;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Whole values in each range: what is rounded in one is made up for in the next. The first has all that is smaller, too. */
function rangesOf({ count, buckets }: Distribution, { ticks }: Axis): readonly Range[] {
  const all = buckets();
  const below = ticks.map((tick) => Math.round(count - countAbove(all, tick)));
  return ticks.slice(1).map((to, i) => ({
    from: ticks[i] ?? 0,
    to,
    count: (below[i + 1] ?? 0) - (i === 0 ? 0 : (below[i] ?? 0)),
  }));
}
