import { type FoundCarrier, readBytes } from '@kinesis-otel/contract';
import { boundTraceContext } from '../bind-trace-context.ts';
import type { PutEntry } from '../outgoing-batch.ts';
import type { ResolvedPolicy } from '../policy-of-stream.ts';
import type { OwnContext } from './own-context.ts';
import type { ResendMemory } from './resend-memory.ts';

/** A record about to be put, looked at before the send span begins. */
export interface OutgoingRecord {
  /** The caller's own object. */
  readonly entry: PutEntry;
  /** Its data as bytes. */
  readonly payload: Uint8Array;
  /** The context it brings; undefined where it is to get the send span's. */
  readonly own: OwnContext | undefined;
  /** A carrier of ours that its payload has already. */
  readonly existing: FoundCarrier | undefined;
}

/** Where a record's own context may come from, besides what was bound to it. */
export interface OwnContextSources {
  readonly memory: ResendMemory;
  /** Makes the span of a record's making; undefined where records get none. */
  readonly createSpan: (() => OwnContext | undefined) | undefined;
}

/** Looks at the records of a put call. Where nothing is to be stamped, payloads are not looked into. */
export function readRecords(
  entries: readonly PutEntry[],
  { carrier }: ResolvedPolicy,
  sources: OwnContextSources,
): readonly OutgoingRecord[] {
  const isStamped = carrier === 'payload';
  const records: OutgoingRecord[] = [];
  for (const entry of entries) {
    const payload = typeof entry.Data === 'string' ? Buffer.from(entry.Data) : entry.Data;
    const found = isStamped ? readBytes(payload) : undefined;
    const existing = found?.outcome === 'extracted' ? found : undefined;
    records.push({ entry, payload, own: ownContextOf(entry, sources), existing });
  }
  return records;
}

/** Whether any record goes on with a context that is not the send span's. */
export function bringContexts(records: readonly OutgoingRecord[], { keepsExisting }: ResolvedPolicy): boolean {
  for (const { own, existing } of records) {
    if (own !== undefined || (keepsExisting && existing !== undefined)) return true;
  }
  return false;
}

/** What it carried before, what was bound to it, or a span of its own. */
function ownContextOf(entry: PutEntry, { memory, createSpan }: OwnContextSources): OwnContext | undefined {
  return memory.recall(entry) ?? boundTraceContext(entry) ?? createSpan?.();
}
