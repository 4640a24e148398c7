import type { KinesisEvent } from './kinesis-batch.ts';
import type { ReadRecord } from './read-record.ts';

/** A copy of the event whose payloads are as the producer was given them; the event Lambda gave is not changed. */
export function cleanEvent<Event>(event: Event, records: readonly ReadRecord[]): Event {
  if (records.every(({ extraction }) => extraction !== 'extracted')) return event;
  const Records = records.map(({ source, extraction, cleanData }) =>
    extraction === 'extracted' ? { ...source, kinesis: { ...source.kinesis, data: cleanData } } : source,
  );
  return { ...event, Records } satisfies Partial<KinesisEvent>;
}
