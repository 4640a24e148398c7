import { type FoundCarrier, readBytes } from '@kinesis-otel/contract';
import type { PutEntry } from '../outgoing-batch.ts';
import type { ResolvedPolicy } from '../policy-of-stream.ts';
import type { OwnContext } from './own-context.ts';

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

/** Looks at the records of a put call. Where nothing is to be stamped, payloads are not looked into. */
export function readRecords(
  entries: readonly PutEntry[],
  { carrier }: ResolvedPolicy,
  ownContextOf: (entry: PutEntry) => OwnContext | undefined,
): readonly OutgoingRecord[] {
  const isStamped = carrier === 'payload';
  return entries.map((entry) => {
    const payload = typeof entry.Data === 'string' ? Buffer.from(entry.Data) : entry.Data;
    const found = isStamped ? readBytes(payload) : undefined;
    return {
      entry,
      payload,
      own: ownContextOf(entry),
      existing: found?.outcome === 'extracted' ? found : undefined,
    };
  });
}
