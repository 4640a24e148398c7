import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** Where a mapping begins to read: at the oldest record, after the newest, or at an instant of the wall clock. */
export type StartingPosition = 'TRIM_HORIZON' | 'LATEST' | { readonly atTimestampMs: number };

/** Throws unless the option is absent or a position. */
export function checkStartingPosition(option: string, value: unknown): void {
  if (value === undefined || value === 'TRIM_HORIZON' || value === 'LATEST' || isInstant(value)) return;
  const cure = "Give 'TRIM_HORIZON', 'LATEST' or { atTimestampMs }, milliseconds since the epoch.";
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, cure);
}

function isInstant(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'atTimestampMs') return false;
  const { atTimestampMs } = value as { readonly atTimestampMs?: unknown };
  return Number.isInteger(atTimestampMs) && Number(atTimestampMs) >= 0;
}

/** The position as GetShardIterator takes it, in seconds. */
export function iteratorPlace(position: StartingPosition): Readonly<Record<string, unknown>> {
  if (typeof position === 'string') return { ShardIteratorType: position };
  return { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: position.atTimestampMs / 1000 };
}
