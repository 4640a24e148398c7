import { attributeNames } from '@kinesis-otel/contract';
import type { Attributes } from '@opentelemetry/api';

/** `faas.trigger` of a Kinesis batch. */
export const kinesisTrigger: Attributes = { [attributeNames.faasTrigger]: 'pubsub' };

const ofSource: Readonly<Record<string, string>> = {
  'aws:sqs': 'pubsub',
  'aws:sns': 'pubsub',
  'aws:kafka': 'pubsub',
  'aws:s3': 'datasource',
  'aws:dynamodb': 'datasource',
};

/**
 * `faas.trigger` of an event that is no Kinesis batch, `other` where it does not tell, and `faas.time` of a timer
 * (https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/).
 */
export function triggerOf(event: unknown): Attributes {
  const { requestContext, headers, Records, source, time, eventSource } = Object(event) as Readonly<
    Record<string, unknown>
  >;
  if (requestContext !== undefined && headers !== undefined) return { [attributeNames.faasTrigger]: 'http' };
  if (source === 'aws.events') {
    return {
      [attributeNames.faasTrigger]: 'timer',
      ...(typeof time === 'string' ? { [attributeNames.faasTime]: time } : {}),
    };
  }
  const first = Object(Array.isArray(Records) ? Records[0] : undefined) as Readonly<Record<string, unknown>>;
  const known = ofSource[String(first.eventSource ?? first.EventSource ?? eventSource)];
  return { [attributeNames.faasTrigger]: known ?? 'other' };
}
