import type { InstrumentMetric, Metric } from './metric.ts';

export const putRecordLatency: InstrumentMetric = {
  name: 'PutRecordLatency',
  section: '2.1',
  description: 'How long one PutRecord or PutRecords call takes, seen from the producer, its retries included.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'producer-sdk' }],
  target: 'p99 < 100 ms',
  judgement: { by: 'limit', statistic: 'p99', must: 'be below', limit: { value: 100 } },
  live: true,
};

export const putRecordSuccess: InstrumentMetric = {
  name: 'PutRecordSuccess',
  section: '2.1',
  description: 'Records that Kinesis accepted, each entry of a PutRecords on its own.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }],
  target: '> 99 %',
  judgement: {
    by: 'limit',
    statistic: 'ratio',
    outOf: ['PutRecordSuccess', 'PutRecordFailure', 'PutRecordThrottled'],
    must: 'be above',
    limit: { value: 0.99 },
  },
  live: true,
};

export const putRecordFailure: InstrumentMetric = {
  name: 'PutRecordFailure',
  section: 'own',
  description: 'Records that Kinesis did not accept for a reason other than throttling, by error code.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const putRecordThrottled: InstrumentMetric = {
  name: 'PutRecordThrottled',
  section: '2.1',
  description: 'Records that Kinesis refused because the stream or a shard was at its write limit.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  live: true,
};

/** Kinesis bills a put in units of 25 KiB per record and has no metric for them: https://aws.amazon.com/kinesis/data-streams/pricing/ */
export const putPayloadUnits: InstrumentMetric = {
  name: 'PutPayloadUnits',
  section: 'own',
  description: 'Billed put units: each accepted record counts once for every 25 KiB of data it starts.',
  unit: '{unit}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

/** What the producer SDK measures at each put. */
export const putMetrics: readonly Metric[] = [
  putRecordLatency,
  putRecordSuccess,
  putRecordFailure,
  putRecordThrottled,
  putPayloadUnits,
];
