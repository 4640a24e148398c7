import type { InstrumentMetric, Metric } from './metric.ts';

export const endToEndLatency: InstrumentMetric = {
  name: 'EndToEndLatency',
  section: 'own',
  description:
    'From the making of a record, or its sending where the making is unknown, to the end of its processing; success only.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const producerBufferTime: InstrumentMetric = {
  name: 'ProducerBufferTime',
  section: 'own',
  description:
    'From the making of a record to the call that sends it, for records bound to the context they were made in.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const producerToKinesisLatency: InstrumentMetric = {
  name: 'ProducerToKinesisLatency',
  section: 'own',
  description: 'From the call that sends a record to its arrival at Kinesis.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const streamDwellTime: InstrumentMetric = {
  name: 'StreamDwellTime',
  section: 'own',
  description: 'From the arrival of a record at Kinesis to the start of the invocation it is delivered in.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

export const recordHandlerDuration: InstrumentMetric = {
  name: 'RecordHandlerDuration',
  section: 'own',
  description: 'How long your function takes for one record, where it is called record by record.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }],
  target: 'trend',
  judgement: { by: 'preceding-window' },
  live: true,
};

/** The stages of a record's way, which the document measures only as a whole. */
export const stageMetrics: readonly Metric[] = [
  endToEndLatency,
  producerBufferTime,
  producerToKinesisLatency,
  streamDwellTime,
  recordHandlerDuration,
];
