import type { ConsumerOptions } from '../../packages/consumer-sdk/src/options.ts';
import { readKinesisBatch } from '../../packages/consumer-sdk/src/records/kinesis-batch.ts';
import { createRecordReader, type ReadRecord } from '../../packages/consumer-sdk/src/records/read-record.ts';
import { buildKinesisEvent, type KinesisEventOptions } from './kinesis-event.ts';

/** One record as the consumer has read it. */
export function receivedRecord(payload: string | Uint8Array): ReadRecord {
  const [record] = receivedRecords([payload]);
  if (record === undefined) throw new Error('the event holds no record');
  return record;
}

/** Records as the consumer has read them, of payloads as they lie in the stream. */
export function receivedRecords(
  payloads: readonly (string | Uint8Array)[],
  options?: KinesisEventOptions,
  consumerOptions: Pick<ConsumerOptions, 'readForeign'> = {},
): readonly ReadRecord[] {
  const batch = readKinesisBatch(buildKinesisEvent(payloads, options));
  return batch === undefined ? [] : createRecordReader(consumerOptions)(batch);
}
