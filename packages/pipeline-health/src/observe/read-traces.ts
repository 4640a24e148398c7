import { groupBy } from './group-by.ts';
import type { Span } from './read-spans.ts';
import { type MissingPart, type RecordTrace, traceRecord } from './record-trace.ts';
import type { SpanIndex } from './span-index.ts';
import { isOfStream, isRecordSpan, recordKey } from './stream-span.ts';

/** Every record of a stream that left a span, by whether its way can be followed. */
export interface StreamTraces {
  readonly recordsSeen: number;
  readonly complete: readonly RecordTrace[];
  /** Records whose way cannot be followed, by the first part that is missing. */
  readonly missing: Readonly<Record<string, number>>;
}

/**
 * Reads one trace per record. Of several attempts the last one that succeeded counts, and of those with equal right the
 * last whose way is complete: a replay that finds its work done writes nothing.
 */
export function readTraces(spans: readonly Span[], index: SpanIndex, streamName: string): StreamTraces {
  const attempts = spans.filter((span) => isRecordSpan(span) && isOfStream(span, streamName));
  const records = [...groupBy(attempts, recordKey).values()].map((ofRecord) => traceAttempts(ofRecord, index));
  const missing: Record<string, number> = {};
  for (const record of records) {
    if (typeof record === 'string') missing[record] = (missing[record] ?? 0) + 1;
  }
  return {
    recordsSeen: records.length,
    complete: records.flatMap((record) => (typeof record === 'string' ? [] : [record])),
    missing,
  };
}

function traceAttempts(attempts: readonly Span[], index: SpanIndex): RecordTrace | MissingPart {
  const traced = attempts.toSorted((a, b) => b.endMs - a.endMs).map((attempt) => traceRecord(attempt, index));
  const succeeded = traced.filter((trace) => trace !== 'no attempt succeeded');
  return succeeded.find((trace) => typeof trace !== 'string') ?? succeeded.at(0) ?? 'no attempt succeeded';
}
