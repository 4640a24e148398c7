import { otherZstdPayloads, zstdHeaders, zstdPayloads } from '../support/zstd-payloads.ts';
import type { Random } from './random.ts';

const whole: readonly Buffer[] = [...Object.values(zstdPayloads), ...Object.values(zstdHeaders)].filter(
  ({ length }) => length < 1_000,
);

/** zstd frames, one or two of them, at times not whole or with something behind them. */
export function randomZstd(random: Random): Buffer {
  if (random.chance(10)) return random.pick(Object.values(otherZstdPayloads));
  const frames = [random.pick(whole), ...(random.chance(20) ? [random.pick(whole)] : [])];
  const all = Buffer.concat([...frames, ...(random.chance(10) ? [random.bytes(20)] : [])]);
  return random.chance(10) ? all.subarray(0, random.below(all.length + 1)) : all;
}
