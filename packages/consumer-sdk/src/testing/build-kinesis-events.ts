import { hash } from 'node:crypto';
import { checkWholeNumber } from '@kinesis-otel/contract';
import { buildKinesisEvent, type KinesisEventOptions, type TestKinesisEvent } from './build-kinesis-event.ts';
import type { TestRecord } from './test-record.ts';

/** What the events of a stream's shards have in common. */
export interface KinesisEventsOptions extends Pick<KinesisEventOptions, 'streamName' | 'arrivedAtMs'> {
  /** 1 to 1,000. */
  readonly shards: number;
}

/**
 * Distributes records over shards as Kinesis does, by the MD5 of their partition keys, and builds one event for each
 * shard that got any: a batch never has records of two.
 *
 * @throws KinesisOtelOptionError for what a record cannot be, or a number of shards that is none
 * @example
 * for (const event of buildKinesisEvents(records, { shards: 4 })) await handler(event, buildInvocationContext());
 */
export function buildKinesisEvents(
  records: readonly TestRecord[],
  { shards, ...common }: KinesisEventsOptions,
): readonly TestKinesisEvent[] {
  checkWholeNumber('shards', shards ?? null, 1, 1_000);
  const named = records.map((record, index) => ({ partitionKey: `key-${index}`, ...record }));
  const byShard = Map.groupBy(named, ({ partitionKey }, index) => shardOf(partitionKey, index, shards));
  return [...byShard]
    .sort(([left], [right]) => left - right)
    .map(([shard, ofShard]) =>
      buildKinesisEvent(ofShard, {
        ...common,
        shardId: `shardId-${String(shard).padStart(12, '0')}`,
        firstSequenceNumber: String(firstOfShards + BigInt(shard) * apart),
      }),
    );
}

const firstOfShards = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898n;
const apart = 1_000_000n;

/** The shard whose share of the 2^128 hash keys a record's key falls in; without a key, the next in turn. */
function shardOf(partitionKey: string | null, index: number, shards: number): number {
  if (partitionKey === null) return index % shards;
  return Number((BigInt(`0x${hash('md5', partitionKey)}`) * BigInt(shards)) >> 128n);
}
