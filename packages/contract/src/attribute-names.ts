/**
 * Attribute names of the OpenTelemetry semantic conventions, 1.45. Copied, because the conventions' incubating entry
 * point may change in any release. All but `error.type` are in development there.
 */
export const attributeNames = {
  messagingSystem: 'messaging.system',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestinationName: 'messaging.destination.name',
  messagingDestinationPartitionId: 'messaging.destination.partition.id',
  messagingMessageId: 'messaging.message.id',
  messagingBatchMessageCount: 'messaging.batch.message_count',
  awsKinesisStreamName: 'aws.kinesis.stream_name',
  awsS3Bucket: 'aws.s3.bucket',
  awsLambdaInvokedArn: 'aws.lambda.invoked_arn',
  cloudResourceId: 'cloud.resource_id',
  dbSystemName: 'db.system.name',
  dbOperationName: 'db.operation.name',
  dbCollectionName: 'db.collection.name',
  rpcSystem: 'rpc.system',
  rpcService: 'rpc.service',
  rpcMethod: 'rpc.method',
  errorType: 'error.type',
  faasInvocationId: 'faas.invocation_id',
  faasTrigger: 'faas.trigger',
  /** Ours: the record's `approximateArrivalTimestamp`, in milliseconds since the epoch. No convention has a name for it. */
  arrivedAtMs: 'kinesis_otel.arrived_at_ms',
  /** Ours: the `Target` dimension of a write, where no convention names what it goes to. */
  writeTarget: 'kinesis_otel.target',
  /** Ours: `handler` on a record span made from a whole batch's outcome, its times the handler's. */
  spanSource: 'kinesis_otel.span_source',
} as const;

/** `messaging.system` has no value for Kinesis; this is the one other instrumentations settled on. */
export const messagingSystem = 'aws_kinesis';

/** `error.type` for an error without a usable name (OpenTelemetry's `_OTHER`). */
export const otherErrorType = '_OTHER';
