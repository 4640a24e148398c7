import type { ReportInput } from './report-input.ts';

/** Records sent that have no complete trace, by the first part that is missing. */
export function missingTraces({ groundTruth, observation }: ReportInput): Readonly<Record<string, number>> {
  const { missing, recordsSeen } = observation.traces;
  const unseen = groundTruth.recordsSent - recordsSeen;
  return unseen > 0 ? { ...missing, 'no record span': unseen } : missing;
}
