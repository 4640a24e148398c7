import type { Verdict } from '../../judge/verdict.ts';
import type { TimeWindow } from '../../observe/time-window.ts';
import { formatCount, formatNumber } from '../format-number.ts';
import { judgeOverall } from '../overall-verdict.ts';
import type { ReportInput } from '../report-input.ts';
import { type Html, html } from './html.ts';
import { drawMark } from './outcome-mark.ts';
import { rowId } from './row-id.ts';
import { withUnit } from './unit-word.ts';

/** The answer before all else: the verdict, what was missed, the counts, when and how fast. */
export function drawPageHeadline(input: ReportInput, timeZone: string): Html {
  const { title, observation, verdicts } = input;
  const { outcome, records, targets } = judgeOverall(input);
  const missed = verdicts.filter((verdict) => verdict.outcome === 'fail');
  return html`<header>
<p class="eyebrow">Pipeline health</p>
<h1><bdi>${title}</bdi></h1>
<p class="eyebrow">pipeline <bdi>${observation.pipeline}</bdi>, stream <bdi>${observation.streamName}</bdi></p>
<p class="verdict">${drawMark(outcome)} <span>${capital(targets)}. ${records}.</span></p>
${missed.length === 0 ? undefined : html`<ul class="missed">${missed.map(drawMissed)}</ul>`}
<dl class="figures">${drawFigures(input)}</dl>
<p class="when">${drawWindow(observation.window, timeZone)} ${drawRate(input)}</p>
</header>`;
}

function drawMissed(verdict: Verdict): Html {
  const { row, statistic, value, unit, target } = verdict;
  const measured = value === undefined ? '' : `: ${statistic ?? ''} ${withUnit(value, unit)}`;
  return html`<li><a href="#${rowId(row)}"><code>${row.name}</code></a>${measured}, target ${target}</li>`;
}

function drawFigures({ groundTruth, observation }: ReportInput): readonly Html[] {
  const { recordsSent, recordsProcessed, recordsLost, recordsDuplicated, recordsDeadLettered } = groundTruth;
  return [
    figure('Sent', recordsSent),
    figure('Processed', recordsProcessed),
    figure('Lost', recordsLost, recordsLost > 0 ? 'bad' : ''),
    figure('Duplicated', recordsDuplicated, recordsDuplicated > 0 ? 'doubtful' : ''),
    ...(recordsDeadLettered === undefined
      ? []
      : [figure('Dead-lettered', recordsDeadLettered, recordsDeadLettered > 0 ? 'doubtful' : '')]),
    figure('Traced end to end', observation.traces.complete),
  ];
}

function figure(label: string, count: number, tone = ''): Html {
  return html`<div><dt>${label}</dt><dd class="${tone}">${formatCount(count)}</dd></div>`;
}

function drawWindow(window: TimeWindow | undefined, timeZone: string): Html {
  if (!window) return html`No span tells when this ran.`;
  const { firstMs, lastMs } = window;
  const day = (ms: number): string => new Date(ms).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone });
  const time = (ms: number): Html =>
    html`<time datetime="${new Date(ms).toISOString()}">${new Date(ms).toLocaleTimeString('en-GB', { timeZone })}</time>`;
  const lastDay = day(lastMs) === day(firstMs) ? '' : `${day(lastMs)}, `;
  const seconds = formatNumber((lastMs - firstMs) / 1000);
  return html`${day(firstMs)}, ${time(firstMs)} to ${lastDay}${time(lastMs)} ${timeZone}, ${seconds} s.`;
}

function drawRate({ recordsPerSecond, offeredRatePerSecond }: ReportInput): Html {
  const rate = `${formatNumber(recordsPerSecond)} records/s processed`;
  if (offeredRatePerSecond === undefined) return html`${rate}.`;
  if (offeredRatePerSecond === 'flat out') return html`${rate}, offered flat out.`;
  return html`${rate}, ${formatNumber(offeredRatePerSecond)} records/s offered.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
