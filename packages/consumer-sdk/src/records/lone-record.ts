import { type Context, type Tracer, trace } from '@opentelemetry/api';
import { globalApi } from '../global-api.ts';
import { endRecordSpan, startRecordSpan } from '../spans/record-span.ts';
import { cleanEvent } from './clean-event.ts';
import { readKinesisBatch } from './kinesis-batch.ts';
import { createRecordReader } from './read-record.ts';
import { createContextOf } from './record-context.ts';

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
  // Of an aggregate, which is one record to whoever has it, the first context stands for all.
  const record = records.find(({ carrier }) => carrier !== undefined) ?? records[0];
  if (record === undefined) return undefined;
  const clean = cleanEvent(event, records).Records[0] as Kind;
  const active = globalApi.activeContext();
  const parent = contextOf(record, active);
  if (record.carrier !== undefined && !record.isSampled) return { record: clean, context: parent, end: nothing };
  const { streamName } = batch;
  const batchSpan = trace.getSpanContext(active);
  const input = { streamName, batchSpan, xray: false, serviceName: streamName };
  const span = startRecordSpan(tracer, record, { isLinked: false, groupSize: undefined }, input, parent);
  const end: LoneRecord<Kind>['end'] = (errorType, error) => endRecordSpan(span, errorType, error);
  return { record: clean, context: trace.setSpan(parent, span), end };
}

function nothing(): void {}
