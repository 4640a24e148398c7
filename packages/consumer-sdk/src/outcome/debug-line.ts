import type { FlushResult } from '../flush/flush-before-freeze.ts';
import type { KinesisBatch } from '../records/kinesis-batch.ts';
import type { ReadRecord } from '../records/read-record.ts';
import type { RecordOutcome } from './batch-outcome.ts';

/** What one invocation came to. */
export interface DebuggedBatch {
  readonly batch: KinesisBatch;
  readonly records: readonly ReadRecord[];
  readonly outcomes: readonly RecordOutcome[];
  readonly spansDropped: number;
  readonly linksDropped: number;
  readonly flush: FlushResult;
  readonly flushMs: number;
}

/** One line on a batch, for `KINESIS_OTEL_DEBUG`: figures and names of outcomes, and nothing of the payloads. */
export function debugLine({ batch, records, outcomes, ...rest }: DebuggedBatch): string {
  const words = [
    `kinesis-otel: ${batch.streamName} ${batch.shardId ?? 'no shard'}`,
    `delivered=${batch.records.length} records=${records.length}`,
    ...countsBy(outcomes, ({ state }) => state.replace(' ', '-')),
    ...countsBy(records, ({ extraction }) => `context-${extraction}`),
    `sampled=${records.filter(({ isSampled }) => isSampled).length}`,
    `spans-dropped=${rest.spansDropped} links-dropped=${rest.linksDropped}`,
    `flush=${rest.flush.replace(' ', '-')} flush-ms=${Math.round(rest.flushMs)}`,
  ];
  return words.join(' ');
}

function countsBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name}=${count}`);
}
