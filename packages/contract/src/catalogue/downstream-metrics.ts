import type { InstrumentMetric, Metric } from './metric.ts';

export const downstreamWriteLatency: InstrumentMetric = {
  name: 'DownstreamWriteLatency',
  section: '2.3',
  description: 'How long one write to a target takes, by target: a DynamoDB table, an S3 bucket.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const downstreamWriteSuccess: InstrumentMetric = {
  name: 'DownstreamWriteSuccess',
  section: '2.3',
  description: 'Writes that a target accepted in full.',
  unit: '{request}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const downstreamWriteFailure: InstrumentMetric = {
  name: 'DownstreamWriteFailure',
  section: 'own',
  description: 'Writes that a target refused or accepted only in part.',
  unit: '{request}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  live: true,
};

/** The writes a record causes. */
export const downstreamMetrics: readonly Metric[] = [
  downstreamWriteLatency,
  downstreamWriteSuccess,
  downstreamWriteFailure,
];
