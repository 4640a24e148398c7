import type { Outcome } from '../judge/verdict.ts';
import { type Piece, piece, type Tone } from './line.ts';

const signs: Readonly<Record<Outcome, readonly [sign: string, tone: Tone]>> = {
  pass: ['✓', 'good'],
  fail: ['✗', 'bad'],
  unknown: ['?', 'doubtful'],
  'no data': ['–', 'doubtful'],
  info: ['·', 'faint'],
};

/** An outcome as sign and word, always of the same width. */
export function drawOutcome(outcome: Outcome): Piece {
  const [sign, tone] = signs[outcome];
  return piece(`${sign} ${outcome}`.padEnd('– no data'.length), tone);
}
