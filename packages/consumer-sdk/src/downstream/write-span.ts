import { attributeNames } from '@kinesis-otel/contract';
import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { WriteOperation } from './write-operation.ts';

/** Starts the CLIENT span of a write, by the conventions for AWS SDKs and, for DynamoDB, those for databases. */
export function startAwsWriteSpan(tracer: Tracer, write: WriteOperation): Span {
  const { serviceId, operation, resource } = write;
  const isDatabase = serviceId === 'DynamoDB';
  const databaseName = resource === undefined ? operation : `${operation} ${resource}`;
  return tracer.startSpan(isDatabase ? databaseName : `${serviceId}.${operation}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      [attributeNames.rpcSystem]: 'aws-api',
      [attributeNames.rpcService]: serviceId,
      [attributeNames.rpcMethod]: operation,
      ...(isDatabase ? { [attributeNames.dbSystemName]: 'aws.dynamodb' } : {}),
      ...(isDatabase ? { [attributeNames.dbOperationName]: operation } : {}),
      ...resourceAttribute(write),
    },
  });
}

/** Starts the CLIENT span of a write through something other than the AWS SDK. */
export function startOtherWriteSpan(tracer: Tracer, target: string): Span {
  return tracer.startSpan(`write ${target}`, {
    kind: SpanKind.CLIENT,
    attributes: { [attributeNames.writeTarget]: target },
  });
}

/** Ends the span of a write, in error where it failed. */
export function endWriteSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

const resourceAttributes: Readonly<Record<string, string>> = {
  DynamoDB: attributeNames.dbCollectionName,
  Kinesis: attributeNames.awsKinesisStreamName,
  S3: attributeNames.awsS3Bucket,
};

function resourceAttribute({ serviceId, resource, target }: WriteOperation): Attributes {
  if (resource === undefined) return {};
  const name = resourceAttributes[serviceId];
  return name === undefined ? { [attributeNames.writeTarget]: target } : { [name]: resource };
}
