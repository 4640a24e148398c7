import type { RecordOutcome } from '../outcome/batch-outcome.ts';
import { type ReadRecord, shardIdOf } from '../records/read-record.ts';

/** The records this execution environment has seen, and that Lambda will deliver again. */
export interface ReplayMemory {
  /** Whether the record was delivered before. Lambda does not say; another environment's deliveries are not known here. */
  readonly wasDelivered: (record: ReadRecord) => boolean;
  readonly note: (outcomes: readonly RecordOutcome[]) => void;
}

/** Records remembered at most: a full batch. */
const maxRecords = 10_000;

/** Makes an empty memory. */
export function createReplayMemory(): ReplayMemory {
  const expected = new Set<string>();
  return {
    wasDelivered: (record) => expected.size > 0 && expected.has(idOf(record)),
    note(outcomes) {
      for (let index = 0; index < outcomes.length; index++) {
        const { record, state } = outcomes[index] as RecordOutcome;
        if (state === 'success' || state === 'set aside') {
          if (expected.size > 0) expected.delete(idOf(record));
        } else {
          if (expected.size >= maxRecords) expected.delete(oldestOf(expected));
          expected.add(idOf(record));
        }
      }
    },
  };
}

/** A set keeps the order in which it was filled. */
function oldestOf(ids: ReadonlySet<string>): string {
  const [oldest = ''] = ids;
  return oldest;
}

/** A sequence number is unique in its shard only. */
function idOf(record: ReadRecord): string {
  return `${shardIdOf(record)}:${record.sequenceNumber}`;
}
