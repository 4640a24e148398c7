import { isAccepted, type PutOutcome } from './put-outcome.ts';

/** https://aws.amazon.com/kinesis/data-streams/pricing/ */
const bytesOfUnit = 25 * 1_024;

/**
 * PUT payload units that a call is billed: one for every 25 KiB of data that an accepted record starts, an empty record
 * included.
 */
export function payloadUnits(dataBytes: readonly number[], outcome: PutOutcome): number {
  let units = 0;
  for (let index = 0; index < dataBytes.length; index++) {
    if (isAccepted(outcome, index)) units += Math.max(1, Math.ceil((dataBytes[index] ?? 0) / bytesOfUnit));
  }
  return units;
}
