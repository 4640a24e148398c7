import { type Restoration, restoreBase64 } from '@kinesis-otel/contract';
import type { KinesisEvent, KinesisEventRecord } from './kinesis-batch.ts';
import type { ReadRecord } from './read-record.ts';

/** A copy of the event whose payloads are as the producer was given them; the event Lambda gave is not changed. */
export function cleanEvent<Event>(event: Event, records: readonly ReadRecord[]): Event {
  const { Records: delivered = [] } = event as Partial<KinesisEvent>;
  const Records: KinesisEventRecord[] = new Array(delivered.length);
  let next = 0;
  let isChanged = false;
  for (let index = 0; index < records.length; index++) {
    const { source, restoration, aggregated } = records[index] as ReadRecord;
    // An aggregate is delivered as one record, whatever is in it.
    if (aggregated !== undefined && aggregated.subSequenceNumber > 0) continue;
    Records[next++] = restoration === undefined ? source : cleanRecord(source, restoration);
    isChanged ||= restoration !== undefined;
  }
  return isChanged ? ({ ...event, Records } satisfies Partial<KinesisEvent>) : event;
}

function cleanRecord(source: KinesisEventRecord, restoration: Restoration): KinesisEventRecord {
  const { kinesis } = source;
  return { ...source, kinesis: { ...kinesis, data: restoreBase64(kinesis.data, restoration) } };
}
