import { attributeNames } from '@kinesis-otel/contract';
import type { Span } from './read-spans.ts';
import type { SpanIndex } from './span-index.ts';
import { isBatchSpan, isRecordSpan, isSendSpan, isWriteSpan } from './stream-span.ts';

/** One record's way, from the span that made it to the writes it caused. */
export interface RecordTrace {
  /** The application's span the record was made in; the send span where the record carries that one's context. */
  readonly made: Span;
  readonly send: Span | undefined;
  readonly batch: Span | undefined;
  /** The attempt that counts. */
  readonly record: Span;
  /** In the order they began; never empty, and at least one succeeded. */
  readonly writes: readonly Span[];
  /** When Kinesis took the record in, in milliseconds since the epoch. */
  readonly arrivedAtMs: number | undefined;
}

/** Why an attempt is not a complete trace. */
export type MissingPart =
  | 'no attempt succeeded'
  | 'no producer span'
  | 'no downstream write'
  | 'downstream write failed';

/** Follows parent ids and links from one attempt at a record, both ways. */
export function traceRecord(record: Span, index: SpanIndex): RecordTrace | MissingPart {
  if (record.isError) return 'no attempt succeeded';
  const relatives = [record.parentId, ...record.linkIds].flatMap((id) => index.get(id) ?? []);
  const made = relatives.find(({ kind }) => kind !== 'consumer');
  if (!made) return 'no producer span';
  const writes = writesOf(record, index);
  if (writes.length === 0) return 'no downstream write';
  if (writes.every(({ isError }) => isError)) return 'downstream write failed';
  const arrivedAtMs = record.attributes.get(attributeNames.arrivedAtMs);
  return {
    made,
    send: sendOf(made, record, index),
    batch: relatives.find(isBatchSpan),
    record,
    writes,
    arrivedAtMs: typeof arrivedAtMs === 'number' ? arrivedAtMs : undefined,
  };
}

/** Writes below the record's span at any depth, and writes elsewhere that link to it because they carry several records. */
function writesOf(record: Span, index: SpanIndex): readonly Span[] {
  const linking = index.linkingTo(record).filter(isWriteSpan);
  return [...new Set([...writesBelow(record, index), ...linking])].sort((a, b) => a.startMs - b.startMs);
}

function writesBelow(span: Span, index: SpanIndex): readonly Span[] {
  const children = index.childrenOf(span).filter((child) => !isRecordSpan(child));
  return children.flatMap((child) => (isWriteSpan(child) ? [child] : writesBelow(child, index)));
}

/** A record sent again is linked from several calls: the last one begun before the attempt is the one that got through. */
function sendOf(made: Span, record: Span, index: SpanIndex): Span | undefined {
  if (isSendSpan(made)) return made;
  const sends = [...index.linkingTo(made), ...index.childrenOf(made)].filter(isSendSpan);
  const ordered = sends.sort((a, b) => a.startMs - b.startMs);
  return ordered.findLast(({ startMs }) => startMs <= record.startMs) ?? ordered.at(0);
}
