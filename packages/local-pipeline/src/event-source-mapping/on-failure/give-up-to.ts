import type { StreamLedger } from '../../ledger/stream-ledger.ts';
import type { FailureDestination } from './failure-destination.ts';
import type { GivenUpBatch } from './given-up-batch.ts';

/** Sends what is given up to the destination, or drops it where there is none, and enters which in the ledger. */
export function giveUpTo(
  destination: FailureDestination | undefined,
  page: StreamLedger,
): (batch: GivenUpBatch) => void {
  return (batch) => {
    if (destination === undefined) return page.dropped(batch.records);
    destination(batch);
    page.deadLettered(batch.records);
  };
}
