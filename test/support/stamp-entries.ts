import { type Carrier, defaultMaxRecordBytes } from '@kinesis-otel/contract';
import type { PutEntry } from '../../packages/producer-sdk/src/outgoing-batch.ts';
import { readRecords } from '../../packages/producer-sdk/src/stamping/outgoing-record.ts';
import { createResendMemory } from '../../packages/producer-sdk/src/stamping/resend-memory.ts';
import { type StampedRecords, stampRecords } from '../../packages/producer-sdk/src/stamping/stamp-records.ts';
import { writerOf } from '../../packages/producer-sdk/src/stamping/write-payload.ts';

const policy = {
  carrier: 'payload',
  format: 'auto',
  isDryRun: false,
  keepsExisting: false,
  maxRecordBytes: defaultMaxRecordBytes,
} as const;

/** Stamps entries as a put call does, and tells how many got a context. */
export function stampEntries(
  entries: readonly PutEntry[],
  carriers: readonly (Carrier | undefined)[],
  changed: Partial<Record<'isDryRun' | 'keepsExisting', boolean>> & { readonly maxRecordBytes?: number } = {},
): StampedRecords & { readonly injected: number } {
  const records = readRecords(entries, policy, { memory: createResendMemory(), createSpan: undefined });
  const stamped = stampRecords(records, carriers, { ...policy, writePayload: writerOf('auto', false), ...changed });
  return { ...stamped, injected: stamped.outcomes.get('injected') ?? 0 };
}
