import { type Context, context, type Tracer, trace } from '@opentelemetry/api';
import { cleanEvent } from './clean-event.ts';
import { readKinesisBatch } from './kinesis-batch.ts';
import { createRecordReader } from './read-record.ts';
import { createContextOf } from './record-context.ts';
import { createRecordSpans, endRecordSpan } from './record-span.ts';

/** A record that no handler of ours has read: its scope, and its payload as the producer was given it. */
export interface LoneRecord<Kind> {
  readonly record: Kind;
  /** Its span, or its producer's context where it is not sampled, is active in it. */
  readonly context: Context;
  readonly end: (errorType: string | undefined, error: unknown) => void;
}

const readRecords = createRecordReader({});
const contextOf = createContextOf({});

/** Reads a record and starts its span; undefined for anything but a Kinesis record of a Lambda event. */
export function openLoneRecord<Kind>(source: Kind, tracer: Tracer): LoneRecord<Kind> | undefined {
  const event = { Records: [source] };
  const batch = readKinesisBatch(event);
  if (batch === undefined) return undefined;
  const records = readRecords(batch);
  const [record] = records;
  if (record === undefined) return undefined;
  const batchContext = context.active();
  const recordSpans = createRecordSpans(tracer, {
    streamName: batch.streamName,
    batchContext,
    batchSpan: trace.getSpanContext(batchContext),
    maxRecordSpans: 1,
    contextOf,
  });
  const scope = recordSpans.open(record);
  return {
    record: cleanEvent(event, records).Records[0] as Kind,
    context: scope.context,
    end: (errorType, error) => {
      if (scope.span !== undefined) endRecordSpan(scope.span, errorType, error);
    },
  };
}
