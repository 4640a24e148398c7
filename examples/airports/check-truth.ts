import type { ReportInput } from '@kinesis-otel/pipeline-health';

/** What is wrong with a run: records that were lost, and telemetry that says other than what stream and table hold. */
export function findContradictions({ groundTruth, observation }: ReportInput): readonly string[] {
  const { recordsSent, recordsProcessed, recordsLost } = groundTruth;
  const { putSuccess, recordsProcessed: counted } = observation.counts;
  return [
    ...(recordsLost === 0 ? [] : [`${recordsLost} of ${recordsSent} records were lost.`]),
    ...(putSuccess === recordsSent
      ? []
      : [`PutRecordSuccess is ${putSuccess}, but the stream took ${recordsSent} records.`]),
    ...(counted === recordsProcessed
      ? []
      : [`RecordProcessingSuccess is ${counted}, but the table holds ${recordsProcessed} records.`]),
  ];
}
