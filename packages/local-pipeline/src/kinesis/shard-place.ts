/** Where an iterator reads. */
export interface ShardPlace {
  readonly streamName: string;
  readonly shardId: string;
}

/** An iterator as the engine gave it, and the shard it is of. */
export interface PlacedIterator extends ShardPlace {
  readonly engineIterator: string;
}

/** Writes the shard behind the engine's iterator, which is encrypted; for a client both are one opaque text. */
export function placeIterator(engineIterator: string, { streamName, shardId }: ShardPlace): string {
  return `${engineIterator}.${Number(shardId.replace(/^shardId-/, ''))}.${streamName}`;
}

/** Undefined for an iterator that was not given out here. */
export function readIterator(iterator: unknown): PlacedIterator | undefined {
  const [, engineIterator, index, streamName] = /^([^.]+)\.(\d+)\.(.+)$/.exec(String(iterator)) ?? [];
  if (engineIterator === undefined || index === undefined || streamName === undefined) return undefined;
  return { engineIterator, streamName, shardId: `shardId-${index.padStart(12, '0')}` };
}
