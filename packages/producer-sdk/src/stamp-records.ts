import {
  type Carrier,
  chooseFormat,
  defaultMaxRecordBytes,
  maxPutRecordsBytes,
  type NoFormatReason,
  reasonForNoFormat,
} from '@kinesis-otel/contract';
import type { PutEntry } from './outgoing-batch.ts';

/** Why a record went out without context; also the `reason` attribute of TraceContextInjection. */
export type SkipReason = NoFormatReason | 'no_context' | 'not_restorable' | 'record_too_large' | 'request_too_large';

/** The records to send in place of the caller's, in the same order, and how many carry context. */
export interface StampedRecords {
  readonly entries: readonly PutEntry[];
  readonly injected: number;
  readonly skipped: ReadonlyMap<SkipReason, number>;
}

/**
 * Puts each record's carrier into a copy of it.
 *
 * A payload that cannot carry one without loss, and a record or request that would outgrow what Kinesis takes, goes out as
 * the caller made it.
 */
export function stampRecords(entries: readonly PutEntry[], carriers: readonly (Carrier | undefined)[]): StampedRecords {
  const skipped = new Map<SkipReason, number>();
  let requestBytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  let injected = 0;
  const stampedEntries = entries.map((entry, index) => {
    const stamped = stamp(entry, carriers[index], maxPutRecordsBytes - requestBytes);
    if (typeof stamped === 'string') {
      skipped.set(stamped, (skipped.get(stamped) ?? 0) + 1);
      return entry;
    }
    injected++;
    requestBytes += stamped.addedBytes;
    return { ...entry, Data: stamped.data };
  });
  return { entries: stampedEntries, injected, skipped };
}

interface Stamped {
  readonly data: Uint8Array;
  readonly addedBytes: number;
}

function stamp(entry: PutEntry, carrier: Carrier | undefined, roomBytes: number): Stamped | SkipReason {
  if (carrier === undefined) return 'no_context';
  const payload = typeof entry.Data === 'string' ? Buffer.from(entry.Data) : entry.Data;
  const format = chooseFormat(payload);
  if (format === undefined) return reasonForNoFormat(payload);
  const data = format.write(payload, carrier);
  if (data === undefined) return 'not_restorable';
  const addedBytes = data.length - payload.length;
  if (data.length + keyBytes(entry) > defaultMaxRecordBytes) return 'record_too_large';
  return addedBytes > roomBytes ? 'request_too_large' : { data, addedBytes };
}

function entryBytes(entry: PutEntry): number {
  const dataBytes = typeof entry.Data === 'string' ? Buffer.byteLength(entry.Data) : entry.Data.length;
  return dataBytes + keyBytes(entry);
}

function keyBytes(entry: PutEntry): number {
  return entry.PartitionKey === undefined ? 0 : Buffer.byteLength(entry.PartitionKey);
}
