/** A source of random values that gives the same ones for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `end`. */
  readonly below: (end: number) => number;
  /** True in so many cases of a hundred. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  readonly bytes: (maxLength: number) => Buffer;
  /** Up to so many values, one after the other. */
  readonly list: <Value>(maxLength: number, make: () => Value) => Value[];
}

/** Makes a source of random values for one case of a run (mulberry32, its seed well mixed). */
export function createRandom(seed: number, caseNumber: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(caseNumber + 1, 0xc2b2ae35);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (end: number): number => next() % end;
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    bytes: (maxLength) => Buffer.from(Array.from({ length: below(maxLength + 1) }, () => below(256))),
    list: (maxLength, make) => Array.from({ length: below(maxLength + 1) }, make),
  };
}
