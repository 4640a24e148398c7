import type { InstrumentMetric, Metric } from './metric.ts';

export const recordProcessingLatency: InstrumentMetric = {
  name: 'RecordProcessingLatency',
  section: '2.3',
  description: 'From the arrival of a record at Kinesis to the end of its processing, for records counted as success.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  startHere: true,
  live: true,
};

export const batchSize: InstrumentMetric = {
  name: 'BatchSize',
  section: '2.3',
  description: 'Records in one invocation.',
  unit: '{record}',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const batchBytes: InstrumentMetric = {
  name: 'BatchBytes',
  section: 'own',
  description: 'Payload bytes in one invocation, base64 undone.',
  unit: 'By',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const recordProcessingSuccess: InstrumentMetric = {
  name: 'RecordProcessingSuccess',
  section: '2.3',
  description: 'Records processed, that Lambda will not deliver again.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const recordProcessingFailure: InstrumentMetric = {
  name: 'RecordProcessingFailure',
  section: '2.3',
  description: 'Attempts at a record that failed: a record tried three times in vain counts three.',
  unit: '{record}',
  kind: 'counter',
  sources: [
    { from: 'consumer-sdk' },
    { from: 'cloudwatch', namespace: 'AWS/Lambda', metric: 'FailedInvokeEventCount' },
  ],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  // A valid partial batch response is a successful invocation: AWS/Lambda Errors stays 0 while every record fails.
  alarm: {
    statistic: 'ratio',
    outOf: ['RecordProcessingSuccess', 'RecordProcessingFailure', 'RecordsReplayed'],
    above: { value: 0.01 },
    unit: '1',
  },
  live: true,
};

export const recordsReplayed: InstrumentMetric = {
  name: 'RecordsReplayed',
  section: 'own',
  description: 'Records processed that Lambda will deliver again, because another record of their batch failed.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const dlqMessages: InstrumentMetric = {
  name: 'DLQMessages',
  section: '2.3',
  description: "Records that Lambda gave up on and handed to the mapping's on-failure destination.",
  unit: '{record}',
  kind: 'counter',
  sources: [
    { from: 'consumer-sdk' },
    { from: 'cloudwatch', namespace: 'AWS/Lambda', metric: 'OnFailureDestinationDeliveredEventCount' },
  ],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  alarm: { statistic: 'sum', above: { value: 0 }, unit: '{record}' },
  live: true,
};

/** What becomes of records once Lambda has them. */
export const pipelineMetrics: readonly Metric[] = [
  recordProcessingLatency,
  batchSize,
  batchBytes,
  recordProcessingSuccess,
  recordProcessingFailure,
  recordsReplayed,
  dlqMessages,
];
