import { formatMs } from '../../format-number.ts';
import { type Html, html } from '../html.ts';
import { percent } from './percent.ts';

/** One bar of several steps, in milliseconds. */
export interface Stack {
  readonly name: string;
  readonly steps: readonly { readonly name: string; readonly value: number }[];
  /** The same quantile of the whole way. */
  readonly whole: number;
}

/** A step narrower than this share of the longest bar has no room for its number. */
const leastLabelled = 0.025;

/** Draws one bar to the scale of the longest; each step that has room carries its number. */
export function drawStack({ name, steps, whole }: Stack, longest: number): Html {
  const total = steps.reduce((sum, { value }) => sum + value, 0);
  const placed = steps.map(({ value }, i) => {
    const before = steps.slice(0, i).reduce((sum, step) => sum + step.value, 0);
    return { number: i + 1, start: before / longest, share: value / longest };
  });
  const told = steps.map((step, i) => `${i + 1}. ${step.name} ${formatMs(step.value)} ms`).join('; ');
  return html`<div class="stack">
<p class="stack-name"><b>${name}</b> <span>steps add up to ${formatMs(total)} ms; the whole way takes ${formatMs(whole)} ms</span></p>
<div role="img" aria-label="${name}: ${told}">
<div class="stack-bar">${placed
    .filter(({ share }) => share > 0)
    .map(
      ({ number, start, share }) =>
        html`<i class="step-${number}" style="left:${percent(start)};width:${percent(share)}"></i>`,
    )}</div>
<div class="stack-numbers">${placed
    .filter(({ share }) => share >= leastLabelled)
    .map(({ number, start, share }) => html`<span style="left:${percent(start + share / 2)}">${number}</span>`)}</div>
</div>
</div>
`;
}
