import { type Carrier, copyRestored } from '@kinesis-otel/contract';
import { keyBytes, mostKeyBytes } from './key-bytes.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { NoPlaceReason, WritePayload } from './write-payload.ts';

/** Why a record went out without context; also the `reason` attribute of TraceContextInjection. */
export type SkipReason =
  | NoPlaceReason
  | 'no_context'
  | 'record_too_large'
  | 'request_too_large'
  | 'sequence_number'
  | 'off'
  | 'failed';

/** A record's new data, or why it stays as it is. */
export type Stamp = Uint8Array | SkipReason | 'kept';

/** What decides whether and how a record is stamped. */
export interface StampRules {
  readonly maxRecordBytes: number;
  readonly keepsExisting: boolean;
  readonly writePayload: WritePayload;
}

/** Puts a carrier into a copy of a record's payload, in place of the one it may have. */
export function stampRecord(
  { entry, payload, existing }: OutgoingRecord,
  carrier: Carrier | undefined,
  { keepsExisting, maxRecordBytes, writePayload }: StampRules,
): Stamp {
  if (existing !== undefined && keepsExisting) return 'kept';
  if (carrier === undefined) return 'no_context';
  const clean = existing === undefined ? payload : copyRestored(payload, existing.restoration);
  const stamped = writePayload(clean, carrier, entry, existing?.declared);
  if (typeof stamped === 'string') return stamped;
  const room = maxRecordBytes - stamped.length;
  return mostKeyBytes(entry) > room && keyBytes(entry) > room ? 'record_too_large' : stamped;
}
