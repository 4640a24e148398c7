import type { OtlpResourceSpans, OtlpSpan } from '../../packages/pipeline-health/src/observe/otlp-json.ts';
import { keyValues } from './otlp-metrics.ts';

const runStartMs = 1_763_830_000_000;

/** One record's way, as both SDKs and the demo report it; times in ms after `runStartMs`. */
export interface RecordStory {
  readonly record: number;
  readonly madeMs: number;
  readonly sentMs: number;
  readonly arrivedMs: number;
  readonly invokedMs: number;
  readonly writtenFromMs: number;
  readonly writtenToMs: number;
}

export const plainStory: RecordStory = {
  record: 1,
  madeMs: 0,
  sentMs: 2,
  arrivedMs: 5.25,
  invokedMs: 105,
  writtenFromMs: 110,
  writtenToMs: 114,
};

const streamName = 'airports';

/** The spans of a record whose way is complete, by what they are. */
export interface RecordSpans {
  readonly made: OtlpSpan;
  readonly send: OtlpSpan;
  readonly batch: OtlpSpan;
  readonly record: OtlpSpan;
  readonly write: OtlpSpan;
}

/** Builds them; every record has a trace, a put and a batch of its own. */
export function spansOf(story: RecordStory, stream: string = streamName): RecordSpans {
  const { record } = story;
  const trace = hex(record, 32);
  const sendTrace = hex(record + 1_000_000, 32);
  const batchTrace = hex(record + 2_000_000, 32);
  const destination = { 'messaging.system': 'aws_kinesis', 'messaging.destination.name': stream };
  const link = (traceId: string, place: number) => ({ traceId, spanId: spanId(record, place) });
  return {
    made: { ...timed(story.madeMs, story.sentMs), ...link(trace, 1), name: 'read airport', kind: 1 },
    send: {
      ...timed(story.sentMs, story.arrivedMs + 1),
      ...link(sendTrace, 2),
      name: `send ${stream}`,
      kind: 3,
      links: [link(trace, 1)],
      attributes: keyValues({ ...destination, 'messaging.operation.type': 'send' }),
    },
    batch: {
      ...timed(story.invokedMs, story.writtenToMs + 1),
      ...link(batchTrace, 3),
      name: `process ${stream}`,
      kind: 5,
      attributes: keyValues({ ...destination, 'messaging.batch.message_count': 1 }),
    },
    record: {
      ...timed(story.invokedMs + 1, story.writtenToMs + 0.5),
      ...link(trace, 4),
      parentSpanId: spanId(record, 1),
      name: `process ${stream}`,
      kind: 5,
      links: [link(batchTrace, 3)],
      attributes: keyValues({
        ...destination,
        'messaging.operation.type': 'process',
        'messaging.message.id': sequenceNumber(record),
        'messaging.destination.partition.id': 'shardId-000000000000',
        'kinesis_otel.arrived_at_ms': runStartMs + story.arrivedMs,
      }),
    },
    write: {
      ...timed(story.writtenFromMs, story.writtenToMs),
      ...link(trace, 5),
      parentSpanId: spanId(record, 4),
      name: 'PutItem airports',
      kind: 3,
      attributes: keyValues({ 'db.system.name': 'aws.dynamodb', 'db.operation.name': 'PutItem' }),
    },
  };
}

/** A 56-digit sequence number, as Kinesis gives them. */
function sequenceNumber(record: number): string {
  return `49${'6'.repeat(44)}${String(record).padStart(10, '0')}`;
}

/** The spans as two processes export them. */
export function exportSpans(records: readonly Partial<RecordSpans>[]): readonly OtlpResourceSpans[] {
  const pick = (...names: readonly (keyof RecordSpans)[]): readonly OtlpSpan[] =>
    records.flatMap((spans) => names.flatMap((name) => spans[name] ?? []));
  return [
    resourceSpans('airport-producer', '@kinesis-otel/producer-sdk', pick('made', 'send')),
    resourceSpans('airport-consumer', '@kinesis-otel/consumer-sdk', pick('batch', 'record', 'write')),
  ];
}

export function resourceSpans(service: string, scope: string, spans: readonly OtlpSpan[]): OtlpResourceSpans {
  return {
    resource: { attributes: keyValues({ 'service.name': service }) },
    scopeSpans: [{ scope: { name: scope, version: '0.1.0' }, spans }],
  };
}

function timed(startMs: number, endMs: number): { startTimeUnixNano: string; endTimeUnixNano: string } {
  return { startTimeUnixNano: unixNano(startMs), endTimeUnixNano: unixNano(endMs) };
}

export function unixNano(afterStartMs: number): string {
  return String(BigInt(runStartMs) * 1_000_000n + BigInt(Math.round(afterStartMs * 1e6)));
}

function spanId(record: number, place: number): string {
  return hex(record * 16 + place, 16);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
