import type { Outcome } from '../judge/verdict.ts';
import { formatCount } from './format-number.ts';
import type { ReportInput } from './report-input.ts';

/** The whole report in a word and two half sentences. */
export interface OverallVerdict {
  readonly outcome: Extract<Outcome, 'pass' | 'fail' | 'unknown'>;
  /** What became of the records. */
  readonly records: string;
  /** How many targets were met. */
  readonly targets: string;
}

/**
 * Lost records and missed targets make the report a failure; without records or targets it is unknown. Traces that
 * cannot be followed are told and decide nothing, for sampling leaves them out on purpose.
 */
export function judgeOverall(input: ReportInput): OverallVerdict {
  const { groundTruth, verdicts } = input;
  const failed = verdicts.filter(({ outcome }) => outcome === 'fail').length;
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const judged = passed + failed;
  const targets = judged === 0 ? 'no target judged' : `${passed} of ${judged} targets met`;
  const told = { records: tellRecords(input), targets };
  if (groundTruth.recordsLost > 0 || failed > 0) return { outcome: 'fail', ...told };
  if (groundTruth.recordsProcessed === 0 || judged === 0) return { outcome: 'unknown', ...told };
  return { outcome: 'pass', ...told };
}

function tellRecords({ groundTruth, observation }: ReportInput): string {
  const { recordsSent, recordsProcessed, recordsLost, recordsDuplicated, recordsDeadLettered = 0 } = groundTruth;
  const amiss = [
    [recordsLost, 'lost'],
    [recordsDeadLettered, 'dead-lettered'],
    [recordsSent - recordsProcessed - recordsLost - recordsDeadLettered, 'not processed'],
    [recordsDuplicated, 'duplicated'],
    [recordsSent - observation.traces.complete, 'not traced'],
  ] as const;
  const told = amiss.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`);
  const sent = `${formatCount(recordsSent)} records sent`;
  return told.length === 0 ? `${sent}, processed and traced` : `${sent}: ${told.join(', ')}`;
}
