import { judge, metricCatalogue, observeOtlp, type ReportInput } from '../../packages/pipeline-health/src/index.ts';
import { counterOf, exponentialOf, metricsOf } from './otlp-metrics.ts';
import { exportSpans, plainStory, spansOf } from './otlp-spans.ts';

/** The rows this sample is judged by, whatever else the catalogue comes to hold. */
const judgedRows: ReadonlySet<string> = new Set([
  'PutRecordLatency',
  'PutRecordSuccess',
  'PutRecordThrottled',
  'RecordProcessingLatency',
  'RecordProcessingFailure',
  'RecordsReplayed',
  'BatchSize',
  'BatchBytes',
  'StreamDwellTime',
  'DownstreamWriteLatency',
  'DownstreamWriteFailure',
  'end_to_end_latency',
  'error_rate',
]);

/** A run of 1,200 records of which 40 left spans, as the demo would report it. */
export function sampleReport(changes: Partial<ReportInput> = {}): ReportInput {
  const latencies = Array.from({ length: 1_200 }, (_, i) => 20 + i / 10);
  const stories = Array.from({ length: 40 }, (_, i) => ({
    ...plainStory,
    record: i + 1,
    invokedMs: 60 + i,
    writtenFromMs: 110 + i,
    writtenToMs: 114 + 2 * i,
  }));
  const observation = observeOtlp(
    {
      resourceSpans: exportSpans(stories.map((story) => spansOf(story))),
      resourceMetrics: [metricsOf([...countersOf(latencies.length), ...histogramsOf(latencies)])],
    },
    { pipeline: 'airports', streamName: 'airports' },
  );
  return {
    title: 'airports → Kinesis → Lambda → DynamoDB',
    observation,
    verdicts: judge(
      observation,
      metricCatalogue.filter(({ name }) => judgedRows.has(name)),
    ),
    groundTruth: { recordsSent: 1_200, recordsProcessed: 1_200, recordsLost: 0, recordsDuplicated: 0 },
    recordsPerSecond: 1_234.5678,
    offeredRatePerSecond: 'flat out',
    notes: [
      'All parts run on one machine and share its clock, so no latency here includes the way between two machines.',
    ],
    ...changes,
  };
}

function countersOf(records: number) {
  return [
    counterOf('PutRecordSuccess', records),
    counterOf('PutRecordFailure', 0),
    counterOf('PutRecordThrottled', 0),
    counterOf('RecordProcessingSuccess', records),
    counterOf('RecordProcessingFailure', 3, { 'error.type': 'ThrottlingException' }),
    counterOf('RecordsReplayed', 17),
    counterOf('DownstreamWriteSuccess', records, { Target: 'DynamoDB/airports' }),
    counterOf('DownstreamWriteFailure', 0, { Target: 'DynamoDB/airports' }),
    counterOf('TraceContextInjection', records - 4, { outcome: 'injected' }),
    counterOf('TraceContextInjection', 4, { outcome: 'skipped', reason: 'not JSON' }),
    counterOf('TraceContextExtraction', records - 4, { outcome: 'extracted' }),
    counterOf('TraceContextExtraction', 4, { outcome: 'missing' }),
  ];
}

function histogramsOf(latencies: readonly number[]) {
  return [
    exponentialOf('EndToEndLatency', latencies),
    exponentialOf(
      'RecordProcessingLatency',
      latencies.map((value) => value / 2),
    ),
    exponentialOf(
      'DownstreamWriteLatency',
      latencies.map((value) => value / 10),
    ),
    exponentialOf('PutRecordLatency', [4, 5, 6, 7]),
    exponentialOf('BatchSize', [100, 100, 500, 500]),
  ];
}
