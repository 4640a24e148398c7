import type { Metric } from './metric.ts';

/** Section 2.4: the quantities AWS bills. Prices are the reader's to give: they differ by region and change. */
export const costMetrics: readonly Metric[] = [
  {
    // CloudWatch has no metric for the number of shards.
    name: 'Kinesis Shard Hours',
    section: '2.4',
    description: 'Open shards times hours; for an on-demand stream its hours, and the gigabytes in and out.',
    unit: 'h',
    kind: 'derived',
    sources: [{ from: 'report', formula: 'OpenShardCount × hours; on-demand: stream hours + GB' }],
    target: '–',
    judgement: { by: 'none' },
    live: false,
  },
  {
    // AWS/Lambda Duration leaves out the initialisation, which is billed.
    name: 'Lambda GB-Seconds',
    section: '2.4',
    description: 'Allocated memory times the time billed, initialisation included.',
    unit: 'GBy.s',
    kind: 'derived',
    sources: [
      { from: 'report', formula: '(Duration + billed init) × allocated memory' },
      { from: 'report', formula: 'LambdaGBSecondsEstimate' },
    ],
    target: '–',
    judgement: { by: 'none' },
    live: true,
  },
  {
    name: 'Lambda Invocations',
    section: '2.4',
    description: 'Invocations billed.',
    unit: '{invocation}',
    kind: 'derived',
    sources: [{ from: 'report', formula: 'Sum(Invocations)' }],
    target: '–',
    judgement: { by: 'none' },
    live: false,
  },
  {
    // tx_bytes counts all the function sends, also to where transfer is free: an upper bound.
    name: 'Data Transfer',
    section: '2.4',
    description: 'Bytes that leave AWS, at most; and the bytes that Kinesis bills, in and out.',
    unit: 'By',
    kind: 'derived',
    sources: [
      { from: 'cloudwatch', namespace: 'LambdaInsights', metric: 'tx_bytes' },
      { from: 'report', formula: 'IncomingBytes + GetRecords.Bytes + SubscribeToShardEvent.Bytes' },
    ],
    target: '–',
    judgement: { by: 'none' },
    live: false,
  },
];
