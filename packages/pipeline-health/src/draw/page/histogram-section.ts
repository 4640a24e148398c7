import { metricCatalogue } from '@kinesis-otel/contract';
import type { Verdict } from '../../judge/verdict.ts';
import type { Distribution } from '../../observe/distribution.ts';
import { formatCount, formatNumber } from '../format-number.ts';
import { latencyRows } from '../latency-section.ts';
import type { ReportInput } from '../report-input.ts';
import { chooseAxis } from './chart/axis.ts';
import { countAbove } from './chart/fill-columns.ts';
import { drawHistogram, type Marker } from './chart/histogram.ts';
import { drawHistogramTables } from './histogram-table.ts';
import { type Html, html } from './html.ts';
import { drawMark } from './outcome-mark.ts';

/** What the values of each histogram are taken of. */
const nouns: Readonly<Record<string, string>> = { DownstreamWriteLatency: 'writes' };

/** A limit in milliseconds that a verdict held the latency against. */
interface Target {
  readonly limit: number;
  readonly verdict: Verdict;
}

/** The three latencies that matter, each as a histogram with a table that says the same. */
export function drawHistograms(input: ReportInput): Html {
  const figures = latencyRows.map((row) => {
    const distribution = input.observation.distributions.get(row.metric);
    const title = `${row.label.slice(0, 1).toUpperCase()}${row.label.slice(1)} latency`;
    return distribution
      ? drawFigure({ ...row, title, distribution, target: findTarget(input, row) })
      : drawAbsent(title);
  });
  return html`<div class="histograms">${figures}</div>`;
}

interface Latency {
  readonly title: string;
  readonly metric: string;
  readonly distribution: Distribution;
  readonly target: Target | undefined;
}

function drawFigure({ title, metric, distribution, target }: Latency): Html {
  const axis = chooseAxis(distribution, target?.limit);
  const noun = nouns[metric] ?? 'records';
  const description = metricCatalogue.find(({ name }) => name === metric)?.description;
  const markers = markersOf(distribution, target);
  return html`<figure class="histogram">
<figcaption><h3>${title}</h3><p class="tells">${description}</p>${target ? drawTarget(distribution, target, noun) : undefined}</figcaption>
${drawHistogram({ title, distribution, axis, markers, noun, ...(target ? { limit: target.limit } : {}) })}
<p class="axis-title">latency in ms, ${axis.scale} axis</p>
<details><summary>${title} as a table</summary>${drawHistogramTables(distribution, axis, noun)}</details>
</figure>
`;
}

function drawAbsent(title: string): Html {
  return html`<div class="histogram"><h3>${title}</h3><p>No data.</p></div>`;
}

function drawTarget({ count, buckets }: Distribution, { limit, verdict }: Target, noun: string): Html {
  const above = Math.round(countAbove(buckets(), limit));
  const share = formatNumber((100 * above) / count);
  return html`<p>${drawMark(verdict.outcome)} Target ${verdict.target}: ${formatCount(above)} of ${formatCount(count)} ${noun} (${share} %) took longer than ${formatCount(limit)} ms.</p>`;
}

function markersOf({ quantile }: Distribution, target: Target | undefined): readonly Marker[] {
  const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 };
  const drawn: readonly Marker[] = Object.entries(quantiles).map(([name, q]) => ({ name, value: quantile(q) }));
  return target ? [...drawn, { name: 'target', value: target.limit }] : drawn;
}

/** The first row that holds this latency against a number of milliseconds. */
function findTarget({ verdicts }: ReportInput, { judgedBy }: (typeof latencyRows)[number]): Target | undefined {
  const targets = judgedBy.flatMap((name) =>
    verdicts
      .filter(({ row }) => row.name === name)
      .flatMap((verdict) => {
        const { judgement, unit } = verdict.row;
        const isNumber = judgement.by === 'limit' && 'value' in judgement.limit && unit === 'ms';
        return isNumber ? [{ limit: (judgement.limit as { readonly value: number }).value, verdict }] : [];
      }),
  );
  return targets.at(0);
}
