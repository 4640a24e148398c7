import type { Random } from './random.ts';

/** The keys a record is put with: a partition key nearly always, an explicit hash key at times. */
export function randomKeys(random: Random): { readonly PartitionKey?: string; readonly ExplicitHashKey?: string } {
  return {
    ...(random.chance(95)
      ? { PartitionKey: random.pick(['order-1', '', 'café', 'x'.repeat(256), '_otelEnvelope']) }
      : {}),
    ...(random.chance(30) ? { ExplicitHashKey: random.pick(['0', '340282366920938463463374607431768211455']) } : {}),
  };
}
