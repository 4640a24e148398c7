import type { ReportInput } from '@kinesis-otel/pipeline-health';

/** What is wrong with a run: records that were lost, and telemetry that says other than what stream and table hold. */
export function findContradictions({ groundTruth, observation }: ReportInput): readonly string[] {
  const { recordsSent, recordsProcessed, recordsLost, recordsDuplicated } = groundTruth;
  const { putSuccess, recordsProcessed: counted = 0 } = observation.counts;
  // A function that is killed between its flush and its answer has counted records that are then delivered again.
  const isPossible = counted >= recordsProcessed && counted <= recordsProcessed + recordsDuplicated;
  return [
    ...(recordsLost === 0 ? [] : [`${recordsLost} of ${recordsSent} records were lost.`]),
    ...(putSuccess === recordsSent
      ? []
      : [`PutRecordSuccess is ${putSuccess}, but the stream took ${recordsSent} records.`]),
    ...(isPossible
      ? []
      : [
          `RecordProcessingSuccess is ${counted}, but the table holds ${recordsProcessed} records, ${recordsDuplicated} deliveries of them beyond the first.`,
        ]),
  ];
}
