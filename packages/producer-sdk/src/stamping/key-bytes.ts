import type { PutEntry } from '../outgoing-batch.ts';

/** A character of UTF-16 takes three bytes of UTF-8 at most: two of them make a character of four. */
const maxBytesOfCharacter = 3;

/** Bytes of a record's partition key, which count against Kinesis's limits. */
export function keyBytes({ PartitionKey }: PutEntry): number {
  return Buffer.byteLength(PartitionKey ?? '');
}

/** What the key's bytes cannot be more than, at no cost: nearly all records are far from every limit. */
export function mostKeyBytes({ PartitionKey }: PutEntry): number {
  return (PartitionKey?.length ?? 0) * maxBytesOfCharacter;
}
