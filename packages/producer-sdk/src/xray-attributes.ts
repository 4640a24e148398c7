import { attributeNames } from '@kinesis-otel/contract';
import { type Attributes, type Context, isSpanContextValid, trace } from '@opentelemetry/api';
import type { ProducerSettings } from './env.ts';

/** Gives what X-Ray is to know of a send span beside what all are told, by the context it is started in. */
export type XRayAttributesOf = (parent: Context) => Attributes;

/** Kinesis, as AWS's own OpenTelemetry SDKs name it. */
const kinesis = { [attributeNames.awsRemoteService]: 'AWS::Kinesis' };

/**
 * Decides, once for a client, what its send spans tell X-Ray: by `aws.remote.service` the subsegment is a call of Kinesis.
 * A span that this service has nothing around, because it has no parent or a remote one, would be a segment of that name, or
 * a part of the parent's; as a local root it is a segment of this service with the call in it.
 */
export function createXRayAttributes({ xray, serviceName }: ProducerSettings): XRayAttributesOf {
  if (!xray) return () => ({});
  const ofLocalRoot = {
    ...kinesis,
    [attributeNames.awsSpanKind]: 'LOCAL_ROOT',
    ...(serviceName === undefined ? {} : { [attributeNames.awsLocalService]: serviceName }),
  };
  return (parent) => {
    const around = trace.getSpanContext(parent);
    const isLocal = around !== undefined && isSpanContextValid(around) && around.isRemote !== true;
    return isLocal ? kinesis : ofLocalRoot;
  };
}
