import type { StreamLedger } from '../ledger/stream-ledger.ts';
import type { RecordFilter } from './filter/record-filter.ts';
import { type GatheredRecord, gatherRecord } from './gathered-record.ts';
import type { RecordSource, StreamRecord } from './lambda-event.ts';
import { type Lane, laneIndex } from './lane.ts';
import type { ShardProgress } from './shard-progress.ts';

/** Where a shard's records go. */
export interface LaneSorting {
  readonly lanes: readonly Lane[];
  readonly source: RecordSource;
  readonly filter: RecordFilter;
  readonly page: StreamLedger;
  readonly progress: ShardProgress;
}

/** Sends records on to the lanes of their keys; those no filter lets through are done with at once. */
export function sortIntoLanes(sorting: LaneSorting): (records: readonly StreamRecord[]) => void {
  const { lanes, source, filter, page, progress } = sorting;
  return (records) => {
    const gathered = records.map((record) => gatherRecord(record, source));
    progress.entered(gathered);
    const filtered: GatheredRecord[] = [];
    for (const record of gathered) {
      if (filter(record.lambdaRecord)) lanes[laneIndex(record.partitionKey, lanes.length)]?.waiting.push(record);
      else filtered.push(record);
    }
    page.filtered(filtered);
    progress.done(filtered);
  };
}
