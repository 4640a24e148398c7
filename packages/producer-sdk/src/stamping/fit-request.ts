import type { PutEntry } from '../outgoing-batch.ts';
import { keyBytes, mostKeyBytes } from './key-bytes.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { Stamp } from './stamp-record.ts';

/**
 * Takes the context out of as few records as it takes for the request to be within a limit: of those that grow most
 * first, and among these of the largest.
 *
 * Of a request that is too large without any context, no record keeps one: Kinesis refuses it as it would have.
 */
export function fitRequest(
  records: readonly OutgoingRecord[],
  stamps: readonly Stamp[],
  maxRequestBytes: number,
): readonly Stamp[] {
  if (requestBytes(records, stamps, mostKeyBytes) <= maxRequestBytes) return stamps;
  let excess = requestBytes(records, stamps, keyBytes) - maxRequestBytes;
  if (excess <= 0) return stamps;
  const fitted = [...stamps];
  for (const { index, grownBytes } of stampedByGrowth(records, stamps)) {
    if (excess <= 0) break;
    fitted[index] = 'request_too_large';
    excess -= grownBytes;
  }
  return fitted;
}

function requestBytes(
  records: readonly OutgoingRecord[],
  stamps: readonly Stamp[],
  bytesOfKey: (entry: PutEntry) => number,
): number {
  let sum = 0;
  for (let index = 0; index < records.length; index++) {
    const { entry, payload } = records[index] as OutgoingRecord;
    sum += (dataOf(stamps[index]) ?? payload).length + bytesOfKey(entry);
  }
  return sum;
}

interface GrownRecord {
  readonly index: number;
  readonly grownBytes: number;
  readonly payloadBytes: number;
}

function stampedByGrowth(records: readonly OutgoingRecord[], stamps: readonly Stamp[]): readonly GrownRecord[] {
  const grown = records.flatMap(({ payload }, index): GrownRecord[] => {
    const data = dataOf(stamps[index]);
    // One whose old carrier was as long does not grow, and leaving it out would win nothing.
    if (data === undefined || data.length <= payload.length) return [];
    return [{ index, grownBytes: data.length - payload.length, payloadBytes: payload.length }];
  });
  return grown.sort((one, other) => other.grownBytes - one.grownBytes || other.payloadBytes - one.payloadBytes);
}

function dataOf(stamp: Stamp | undefined): Uint8Array | undefined {
  return stamp instanceof Uint8Array ? stamp : undefined;
}
