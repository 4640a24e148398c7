import type { Outcome } from '../../judge/verdict.ts';
import { type Html, html } from './html.ts';

const marks: Readonly<Record<Outcome, readonly [sign: string, word: string, tone: string]>> = {
  pass: ['✓', 'Pass', 'good'],
  fail: ['✗', 'Fail', 'bad'],
  unknown: ['?', 'Unknown', 'doubtful'],
  'no data': ['–', 'No data', 'doubtful'],
  info: ['·', 'Info', 'muted'],
};

/** An outcome as sign and word; its colour tells nothing that they do not. */
export function drawMark(outcome: Outcome): Html {
  const [sign, word, tone] = marks[outcome];
  return html`<span class="mark ${tone}"><span class="sign" aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** The word alone, for the document's title. */
export function outcomeWord(outcome: Outcome): string {
  return marks[outcome][1];
}
