import { attributeNames } from '@kinesis-otel/contract';
import type { CollectorOptions } from '../options.ts';
import { awsClient } from './aws-client.ts';
import { type ConfigSection, note } from './config-node.ts';

/** What people look traces up by. X-Ray indexes 50 annotations of a trace: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
const indexedAttributes: readonly string[] = [
  attributeNames.messagingDestinationName,
  attributeNames.messagingDestinationPartitionId,
  attributeNames.messagingMessageId,
  attributeNames.faasInvocationId,
  attributeNames.dbCollectionName,
  attributeNames.errorType,
  'otel.resource.service.name',
  'otel.resource.deployment.environment.name',
];

/** The awsxray exporter: spans as X-Ray segments. */
export function awsxray(options: CollectorOptions): ConfigSection {
  return {
    ...awsClient(options),
    indexed_attributes: note('Annotations: traces can be looked up by these.', [...indexedAttributes]),
  };
}

/**
 * Makes a segment named after the function of each record's span. awsxray names the segment of a CONSUMER span after
 * the span, but the one of a local root after its service. A record's span is told by its sequence number.
 */
export const recordSegments: ConfigSection = {
  include: {
    match_type: 'strict',
    span_kinds: ['SPAN_KIND_CONSUMER'],
    attributes: [{ key: attributeNames.messagingMessageId }],
  },
  actions: [{ key: 'aws.span.kind', value: 'LOCAL_ROOT', action: 'insert' }],
};
