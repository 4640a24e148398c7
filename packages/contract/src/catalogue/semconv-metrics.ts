import type { Instrument } from './metric.ts';

/**
 * A metric of OpenTelemetry's messaging conventions, 1.44, in development there
 * (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/). No row of the catalogue: it says in seconds
 * and messages what rows say already, so it is not judged, and CloudWatch gets it only where somebody names it.
 */
export interface SemconvMetric extends Instrument {
  readonly source: 'producer-sdk' | 'consumer-sdk';
}

export const messagingClientOperationDuration: SemconvMetric = {
  name: 'messaging.client.operation.duration',
  description: 'How long one PutRecord or PutRecords call takes, its retries included.',
  unit: 's',
  kind: 'histogram',
  source: 'producer-sdk',
};

export const messagingClientSentMessages: SemconvMetric = {
  name: 'messaging.client.sent.messages',
  description: 'Records that were sent to Kinesis, accepted or not.',
  unit: '{message}',
  kind: 'counter',
  source: 'producer-sdk',
};

export const messagingClientConsumedMessages: SemconvMetric = {
  name: 'messaging.client.consumed.messages',
  description: 'Records that were delivered, each time they are; every user record of an aggregate is one.',
  unit: '{message}',
  kind: 'counter',
  source: 'consumer-sdk',
};

export const messagingProcessDuration: SemconvMetric = {
  name: 'messaging.process.duration',
  description: 'How long the processing of one record takes, or of a batch whose records have no work of their own.',
  unit: 's',
  kind: 'histogram',
  source: 'consumer-sdk',
};

/** All of them, as both SDKs record them beside the catalogue's where `semconvMetrics` is on. */
export const semconvMetrics: readonly SemconvMetric[] = [
  messagingClientOperationDuration,
  messagingClientSentMessages,
  messagingClientConsumedMessages,
  messagingProcessDuration,
];
