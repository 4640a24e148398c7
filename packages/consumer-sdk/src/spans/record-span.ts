import { attributeNames, messagingSystem } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import { contextOfRecord } from '../records/producer-contexts.ts';
import { type ReadRecord, shardIdOf } from '../records/read-record.ts';
import type { PlannedSpan } from './record-span-plan.ts';

/** What all record spans of one batch share. */
export interface RecordSpanInput {
  readonly streamName: string;
  /** Undefined where there is none to link to. */
  readonly batchSpan: SpanContext | undefined;
  /** Adds what X-Ray needs to show a span with a remote parent as a segment of its own. */
  readonly xray: boolean;
  /** The function's name, as X-Ray shows it. */
  readonly serviceName: string;
}

/** Starts a record's span, or that of a group of records, under `parent`. */
export function startRecordSpan(
  tracer: Tracer,
  record: ReadRecord,
  { isLinked, groupSize }: PlannedSpan,
  input: RecordSpanInput,
  parent: Context,
  startTime?: number,
): Span {
  const isRemoteChild = record.carrier !== undefined && !isLinked;
  const attributes = {
    [attributeNames.messagingSystem]: messagingSystem,
    [attributeNames.messagingOperationName]: 'process',
    [attributeNames.messagingOperationType]: 'process',
    [attributeNames.messagingDestinationName]: input.streamName,
    [attributeNames.messagingDestinationPartitionId]: shardIdOf(record),
    ...(groupSize === undefined ? ownAttributes(record) : { [attributeNames.messagingBatchMessageCount]: groupSize }),
    ...(isRemoteChild && input.xray ? xrayAttributes(input) : {}),
  };
  const links = linksOf(record, isRemoteChild, input.batchSpan);
  const options = { kind: SpanKind.CONSUMER, links, attributes, ...(startTime === undefined ? {} : { startTime }) };
  return tracer.startSpan(`process ${input.streamName}`, options, parent);
}

/** Ends a record's span, in error where its work failed. */
export function endRecordSpan(span: Span, errorType: string | undefined, error: unknown, endTime?: number): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR, ...(error instanceof Error ? { message: error.message } : {}) });
  }
  span.end(endTime);
}

function ownAttributes({ sequenceNumber, arrivedAtMs, aggregated }: ReadRecord): Attributes {
  return {
    [attributeNames.messagingMessageId]: sequenceNumber,
    [attributeNames.arrivedAtMs]: arrivedAtMs,
    ...(aggregated === undefined ? {} : { [attributeNames.subSequenceNumber]: aggregated.subSequenceNumber }),
  };
}

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/47568: else it would be a part of the producer's. */
function xrayAttributes({ serviceName }: RecordSpanInput): Attributes {
  return { [attributeNames.awsSpanKind]: 'LOCAL_ROOT', [attributeNames.awsLocalService]: serviceName };
}

/** To the batch where the producer is the parent, else to the producer, or to another library's context. */
function linksOf(record: ReadRecord, isRemoteChild: boolean, batchSpan: SpanContext | undefined): Link[] {
  if (isRemoteChild) return batchSpan === undefined ? [] : [{ context: batchSpan }];
  const context = contextOfRecord(record);
  return context === undefined ? [] : [{ context }];
}
