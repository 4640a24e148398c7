import type { ReadRecord } from '../../packages/consumer-sdk/src/records/read-record.ts';
import { receivedRecords } from './received-records.ts';

/** Records of the partition keys given, in that order. */
export function keyedRecords(...keys: readonly (string | null)[]): readonly ReadRecord[] {
  return receivedRecords(keys.map(() => '{}')).map((record, index) => {
    const { source } = record;
    return { ...record, source: { ...source, kinesis: { ...source.kinesis, partitionKey: keys[index] ?? null } } };
  });
}
