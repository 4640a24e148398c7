import type { Tally } from '../observe/read-counts.ts';
import { formatCount } from './format-number.ts';
import { type Line, type Piece, piece, type Tone } from './line.ts';
import { missingTraces } from './missing-traces.ts';
import type { ReportInput } from './report-input.ts';

/** Records as they were counted outside telemetry, beside what telemetry says of the attempts at them. */
export function drawCounts(input: ReportInput): readonly Line[] {
  const { groundTruth, observation } = input;
  const { counts, traces } = observation;
  const { recordsSent, recordsProcessed, recordsLost, recordsDuplicated, recordsDeadLettered } = groundTruth;
  const failed = counts.recordsFailed?.total;
  const missing = describe(missingTraces(input));
  return [
    [...figure('sent', recordsSent), ...figure('processed', recordsProcessed)],
    [
      ...figure('lost', recordsLost, recordsLost > 0 ? 'bad' : undefined),
      ...figure('duplicated', recordsDuplicated, recordsDuplicated > 0 ? 'doubtful' : undefined),
    ],
    [
      ...figure('failed attempts', failed, failed ? 'doubtful' : undefined),
      ...figure('replayed', counts.recordsReplayed),
    ],
    [
      ...figure('writes', counts.writeSuccess),
      ...figure('failed writes', counts.writeFailure, counts.writeFailure ? 'doubtful' : undefined),
    ],
    [
      ...figure('traces complete', traces.complete, traces.complete < recordsSent ? 'doubtful' : undefined),
      ...figure('not traced', recordsSent - traces.complete),
    ],
    ...(recordsDeadLettered ? [figure('dead-lettered', recordsDeadLettered, 'doubtful')] : []),
    ...because('failed', counts.recordsFailed),
    ...(missing === '' ? [] : [[piece(`  not traced: ${missing}`, 'faint')]]),
  ];
}

/** Trace context as both SDKs counted it. */
export function drawContext({ observation }: ReportInput): readonly Line[] {
  const { contextInjected, contextExtracted, contextSkipped, contextMissing, contextInvalid } = observation.counts;
  return [
    [...figure('injected', contextInjected), ...figure('extracted', contextExtracted)],
    [
      ...figure('skipped', contextSkipped?.total, contextSkipped?.total ? 'doubtful' : undefined),
      ...figure('missing', contextMissing, contextMissing ? 'doubtful' : undefined),
    ],
    ...(contextInvalid ? [figure('invalid', contextInvalid, 'doubtful')] : []),
    ...because('skipped', contextSkipped),
  ];
}

function figure(label: string, value: number | undefined, tone?: Tone): readonly Piece[] {
  return [piece(`  ${label.padEnd(16)}`), piece(formatCount(value).padStart(11), tone), piece('      ')];
}

function because(what: string, tally: Tally | undefined): readonly Line[] {
  const reasons = describe(tally?.by ?? {});
  return reasons === '' ? [] : [[piece(`  ${what}: ${reasons}`, 'faint')]];
}

function describe(by: Readonly<Record<string, number>>): string {
  const largestFirst = Object.entries(by).sort(([, a], [, b]) => b - a);
  return largestFirst.map(([reason, count]) => `${reason} ${formatCount(count)}`).join(', ');
}
