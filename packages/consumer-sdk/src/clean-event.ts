import { restoreBase64 } from '@kinesis-otel/contract';
import type { KinesisEvent } from './kinesis-batch.ts';
import type { ReadRecord } from './read-record.ts';

/** A copy of the event whose payloads are as the producer was given them; the event Lambda gave is not changed. */
export function cleanEvent<Event>(event: Event, records: readonly ReadRecord[]): Event {
  if (records.every(({ restoration }) => restoration === undefined)) return event;
  // An aggregate is delivered as one record, whatever is in it.
  const delivered = records.filter(({ aggregated }) => (aggregated?.subSequenceNumber ?? 0) === 0);
  const Records = delivered.map(({ source, restoration }) => {
    if (restoration === undefined) return source;
    return { ...source, kinesis: { ...source.kinesis, data: restoreBase64(source.kinesis.data, restoration) } };
  });
  return { ...event, Records } satisfies Partial<KinesisEvent>;
}
