import type { KinesisCall } from './kinesis-call.ts';

/** A record as a put names it. */
export interface PutEntry {
  /** Base64. */
  readonly Data: string;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
}

/** The records a call puts, in order; undefined where it puts none or is not of the service's form, which the engine refuses. */
export function putEntries(call: KinesisCall): readonly PutEntry[] | undefined {
  const input = call.input();
  if (input === undefined) return undefined;
  if (call.operation === 'PutRecord') return isEntry(input) ? [input] : undefined;
  if (call.operation !== 'PutRecords' || !Array.isArray(input.Records)) return undefined;
  const entries: readonly unknown[] = input.Records;
  return entries.every(isEntry) ? entries : undefined;
}

/** What counts against every limit: data before base64, and partition key. */
export function entryBytes({ Data, PartitionKey }: PutEntry): number {
  return Buffer.byteLength(Data, 'base64') + Buffer.byteLength(PartitionKey);
}

function isEntry(value: unknown): value is PutEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { Data, PartitionKey, ExplicitHashKey = '' } = value as Partial<Record<keyof PutEntry, unknown>>;
  return typeof Data === 'string' && typeof PartitionKey === 'string' && typeof ExplicitHashKey === 'string';
}
