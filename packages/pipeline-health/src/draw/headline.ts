import { formatCount } from './format-number.ts';
import { type Line, piece } from './line.ts';
import type { ReportInput } from './report-input.ts';

/**
 * The whole report in one line. Lost records and missed targets make it a failure; without records or targets it is
 * unknown. Traces that cannot be followed are told and decide nothing, for sampling leaves them out on purpose.
 */
export function drawHeadline(input: ReportInput): Line {
  const { groundTruth, verdicts } = input;
  const failed = verdicts.filter(({ outcome }) => outcome === 'fail').length;
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const judged = passed + failed;
  const targets = judged === 0 ? 'no target judged' : `${passed} of ${judged} targets met`;
  const says = piece(`  ${tellRecords(input)}; ${targets}`);
  if (groundTruth.recordsLost > 0 || failed > 0) return [piece('✗ FAIL', 'bad'), says];
  if (groundTruth.recordsProcessed === 0 || judged === 0) return [piece('? UNKNOWN', 'doubtful'), says];
  return [piece('✓ PASS', 'good'), says];
}

function tellRecords({ groundTruth, observation }: ReportInput): string {
  const { recordsSent, recordsProcessed, recordsLost, recordsDuplicated } = groundTruth;
  const amiss = [
    [recordsLost, 'lost'],
    [recordsSent - recordsProcessed - recordsLost, 'not processed'],
    [recordsDuplicated, 'duplicated'],
    [recordsSent - observation.traces.complete, 'not traced'],
  ] as const;
  const told = amiss.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`);
  const sent = `${formatCount(recordsSent)} records sent`;
  return told.length === 0 ? `${sent}, processed and traced` : `${sent}: ${told.join(', ')}`;
}
