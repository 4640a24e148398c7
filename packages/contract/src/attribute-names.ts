/**
 * Attribute names of the OpenTelemetry semantic conventions, 1.44. Copied, because the conventions' incubating entry
 * point may change in any release: 1.45 renames `messaging.system` and `faas.invocation_id`. All but `error.type` are in
 * development there.
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
  faasTime: 'faas.time',
  faasColdstart: 'faas.coldstart',
  /** Ours: the record's `approximateArrivalTimestamp`, in milliseconds since the epoch. No convention has a name for it. */
  arrivedAtMs: 'kinesis_otel.arrived_at_ms',
  /** Ours: the `Target` dimension of a write, where no convention names what it goes to. */
  writeTarget: 'kinesis_otel.target',
  /** Ours: the Lambda `eventID`s (`<shardId>:<sequenceNumber>`) that accepted records will have. No convention has a name for it. */
  recordIds: 'kinesis_otel.record_ids',
  /** Ours: records of a put call that Kinesis did not accept. */
  rejectedRecords: 'kinesis_otel.rejected_records',
  /** X-Ray's: `LOCAL_ROOT` makes a span whose parent is remote a segment of its own, named `aws.local.service`. */
  awsSpanKind: 'aws.span.kind',
  awsLocalService: 'aws.local.service',
  /** X-Ray's: what a CLIENT, PRODUCER or CONSUMER span calls, which names its subsegment. */
  awsRemoteService: 'aws.remote.service',
  /** Ours: a user record's place in its aggregate. */
  subSequenceNumber: 'kinesis_otel.sub_sequence_number',
  /**
   * Ours: `handler` on a record span made from a whole batch's outcome, its times the handler's; `outcome` on a span
   * without children, of a record that failed or was slow and has none of its own.
   */
  spanSource: 'kinesis_otel.span_source',
  /** Ours, of a batch that was given up: where its records were found, and which they are. */
  deadLetterRecords: 'kinesis_otel.dead_letter.records',
  deadLetterFirst: 'kinesis_otel.dead_letter.first_sequence_number',
  deadLetterLast: 'kinesis_otel.dead_letter.last_sequence_number',
  deadLetterInvocations: 'kinesis_otel.dead_letter.invocations',
  deadLetterRequestId: 'kinesis_otel.dead_letter.request_id',
  deadLetterFunctionArn: 'kinesis_otel.dead_letter.function_arn',
  /** Ours, on a link: the record may be of another batch in the same range of the stream. */
  deadLetterCandidate: 'kinesis_otel.dead_letter.candidate',
} as const;

/** `messaging.system` has no value for Kinesis; this is the one other instrumentations settled on. */
export const messagingSystem = 'aws_kinesis';

/** `error.type` for an error without a usable name (OpenTelemetry's `_OTHER`). */
export const otherErrorType = '_OTHER';
