import { type Line, piece, type Tone } from './line.ts';
import { judgeOverall, type OverallVerdict } from './overall-verdict.ts';
import type { ReportInput } from './report-input.ts';

const words: Readonly<Record<OverallVerdict['outcome'], readonly [text: string, tone: Tone]>> = {
  pass: ['✓ PASS', 'good'],
  fail: ['✗ FAIL', 'bad'],
  unknown: ['? UNKNOWN', 'doubtful'],
};

/** The whole report in one line. */
export function drawHeadline(input: ReportInput): Line {
  const { outcome, records, targets } = judgeOverall(input);
  const [text, tone] = words[outcome];
  return [piece(text, tone), piece(`  ${records}; ${targets}`)];
}
