import { type UserRecord, writeAggregate } from '@kinesis-otel/contract';
import { makePayload } from './make-payload.ts';

/** An aggregated record as a busy producer of the KPL makes it: each user record has a key of its own. */
export function makeAggregate(number: number, userRecords: number, bytes: number): Uint8Array {
  const records = Array.from({ length: userRecords }, (_, index): UserRecord => {
    const id = number * userRecords + index;
    return { partitionKey: `customer-${id}`, explicitHashKey: undefined, data: makePayload(id, bytes), tags: [] };
  });
  return writeAggregate(records);
}
