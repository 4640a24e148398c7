import { restoreBase64 } from '@kinesis-otel/contract';
import type { KinesisEvent, KinesisEventRecord } from './kinesis-batch.ts';
import type { ReadRecord } from './read-record.ts';

/** A copy of the event whose payloads are as the producer was given them; the event Lambda gave is not changed. */
export function cleanEvent<Event>(event: Event, records: readonly ReadRecord[]): Event {
  const Records: KinesisEventRecord[] = [];
  let isChanged = false;
  for (const { source, restoration, aggregated } of records) {
    // An aggregate is delivered as one record, whatever is in it.
    if (aggregated !== undefined && aggregated.subSequenceNumber > 0) continue;
    if (restoration === undefined) Records.push(source);
    else {
      isChanged = true;
      Records.push({
        ...source,
        kinesis: { ...source.kinesis, data: restoreBase64(source.kinesis.data, restoration) },
      });
    }
  }
  return isChanged ? ({ ...event, Records } satisfies Partial<KinesisEvent>) : event;
}
