import type { Distribution } from '../../observe/distribution.ts';
import type { LatencySplit } from '../../observe/latency-split.ts';
import { formatCount, formatMs } from '../format-number.ts';
import { drawStack } from './chart/stacked-bar.ts';
import { type Html, html } from './html.ts';

interface Step {
  readonly name: string;
  readonly means: string;
  readonly distribution: Distribution;
}

/** The steps of a record's way as bars at p50 and p95, and as a table. */
export function drawPageSplit(split: LatencySplit | undefined): Html {
  if (!split) return html`<p>No data: there is no complete trace that knows all its moments.</p>`;
  const steps = stepsOf(split);
  const stacks = (['p50', 'p95'] as const).map((name) => ({
    name,
    whole: split.madeToWritten.quantile(quantiles[name]),
    steps: steps.map((step) => ({ name: step.name, value: step.distribution.quantile(quantiles[name]) })),
  }));
  const longest = Math.max(...stacks.map((stack) => stack.steps.reduce((sum, { value }) => sum + value, 0)));
  const clamped = `${formatCount(split.clamped)} steps came out negative, because two clocks disagree, and count as 0.`;
  return html`<p class="explain">From the exact times of ${formatCount(split.records)} complete traces, in milliseconds. Records differ in the step that is slow, so the steps of one bar do not add up to the same quantile of the whole way.</p>
<div class="stacks">${stacks.map((stack) => drawStack(stack, longest))}</div>
<table class="split" role="table" aria-labelledby="split-title">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Step</th>${Object.keys(quantiles).map(
    (name) => html`<th role="columnheader" scope="col">${name}, ms</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${steps.map(drawStep)}</tbody>
<tfoot role="rowgroup">${drawWhole(split.madeToWritten)}</tfoot>
</table>
${split.clamped > 0 ? html`<p class="doubtful">${clamped}</p>` : undefined}`;
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

function stepsOf(split: LatencySplit): readonly Step[] {
  return [
    {
      name: 'made → arrived',
      means:
        'From the start of the span that made the record to its arrival at Kinesis: waiting to be sent, and the put call with its retries.',
      distribution: split.madeToArrived,
    },
    {
      name: 'arrived → invoked',
      means:
        'In the stream, until the batch it was delivered in began: polling, the batching window, earlier batches of its shard, and earlier attempts.',
      distribution: split.arrivedToInvoked,
    },
    {
      name: 'invoked → processed',
      means: 'From the start of the batch to the first write: the records before it, and the handler’s own work.',
      distribution: split.invokedToProcessed,
    },
    {
      name: 'processed → written',
      means: 'From the start of the first write the record caused to the end of the last.',
      distribution: split.processedToWritten,
    },
  ];
}

function drawStep({ name, means, distribution }: Step, place: number): Html {
  return html`<tr role="row"><th role="rowheader" scope="row"><span class="swatch step-${place + 1}" aria-hidden="true"></span>${place + 1}. ${name}<span class="tells">${means}</span></th>${drawQuantiles(distribution)}</tr>
`;
}

function drawWhole(distribution: Distribution): Html {
  return html`<tr role="row"><th role="rowheader" scope="row">made → written<span class="tells">The whole way.</span></th>${drawQuantiles(distribution)}</tr>`;
}

function drawQuantiles({ quantile }: Distribution): readonly Html[] {
  return Object.entries(quantiles).map(
    ([name, q]) =>
      html`<td role="cell" class="value"><span class="narrow">${name} </span>${formatMs(quantile(q))}</td>`,
  );
}
