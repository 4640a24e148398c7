import { streamNameFromArn } from '@kinesis-otel/contract';

/**
 * What Lambda tells an on-failure destination of a batch it gave up, as far as it is read
 * (https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html).
 */
export interface FailureDocument {
  /** Of the batch's last invocation; undefined where the document has none. */
  readonly requestId: string | undefined;
  readonly functionArn: string | undefined;
  /** As `RetryAttemptsExhausted`. */
  readonly condition: string;
  readonly invocations: number | undefined;
  readonly streamName: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  /** Records. */
  readonly batchSize: number;
  /** The batch's whole event as text; only an object in S3 has it. */
  readonly payload: string | undefined;
}

type Unknown = Readonly<Record<string, unknown>>;

/** Reads a document about a Kinesis batch; undefined where it is something else. */
export function readFailureDocument(value: unknown): FailureDocument | undefined {
  const { KinesisBatchInfo, requestContext, payload } = Object(value) as Unknown;
  const batch = Object(KinesisBatchInfo) as Unknown;
  const request = Object(requestContext) as Unknown;
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber, batchSize } = batch;
  const isBatch = Number.isSafeInteger(batchSize) && Number(batchSize) >= 0;
  if (!isBatch || typeof streamArn !== 'string') return undefined;
  return {
    requestId: textIn(request.requestId),
    functionArn: textIn(request.functionArn),
    condition: textIn(request.condition) ?? 'unknown',
    invocations: Number.isSafeInteger(request.approximateInvokeCount)
      ? Number(request.approximateInvokeCount)
      : undefined,
    streamName: streamNameFromArn(streamArn) ?? 'unknown',
    streamArn,
    shardId: textIn(shardId) ?? 'unknown',
    startSequenceNumber: textIn(startSequenceNumber) ?? '',
    endSequenceNumber: textIn(endSequenceNumber) ?? '',
    batchSize: Number(batchSize),
    payload: textIn(payload),
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
