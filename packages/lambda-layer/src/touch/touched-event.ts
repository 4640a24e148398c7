import type { KinesisEvent, KinesisEventRecord } from '@kinesis-otel/consumer-sdk';
import { observeProperty } from './observe-property.ts';
import type { RecordAttribution } from './record-attribution.ts';
import { type HandOver, tellIteration } from './tell-iteration.ts';

/**
 * A copy of a Kinesis event that tells when a record is handed over and when its payload is read. It holds the same values,
 * can be changed, copied, cloned and turned into JSON as before; only `console.log` shows accessors where they are.
 */
export function touchedEvent<Event extends KinesisEvent>(event: Event, attribution: RecordAttribution): Event {
  const records = event.Records.map((record, at) => touchedRecord(record, () => attribution.touch(at)));
  const places = new Map<unknown, number>(records.map((record, at) => [record, at]));
  const handOver: HandOver = (record, endsTurn) => attribution.deliver(places.get(record), endsTurn);
  const readsOfRecords = tellPlaces(records, handOver);
  tellIteration(records, handOver);
  return observeProperty({ ...event, Records: records }, 'Records', () => {
    readsOfRecords();
    attribution.deliver(undefined, true);
  });
}

function touchedRecord(record: KinesisEventRecord, touch: () => void): KinesisEventRecord {
  return { ...record, kinesis: observeProperty({ ...record.kinesis }, 'data', touch) };
}

/**
 * Tells of records that are taken by their place. A loop's end is seen only where its condition reads `event.Records` anew
 * each time, so only then is a record handed over: two reads, one for the condition and one for the record.
 */
function tellPlaces(records: KinesisEventRecord[], handOver: HandOver): () => void {
  let reads = 0;
  for (const [at, record] of records.entries()) {
    observeProperty(records, at, () => {
      handOver(reads >= 2 ? record : undefined, true);
      reads = 0;
    });
  }
  return () => {
    reads++;
  };
}
