import { collectYoungGarbage } from './collect-garbage.ts';
import type { CaseTimes } from './measure.ts';

/** One thing that waits for others, such as a flush; measured by the clock on the wall. */
export interface WaitingCase {
  readonly name: string;
  /** Does it once. */
  readonly run: () => Promise<unknown>;
}

/** Measures cases one after the other in each round, in an order that is shuffled anew; the first rounds do not count. */
export async function measureWallTime(
  cases: readonly WaitingCase[],
  rounds: number,
  warmRounds: number,
): Promise<readonly CaseTimes[]> {
  const measured = cases.map((each) => ({ ...each, timesARound: 1, roundsNs: [] as number[] }));
  for (let round = -warmRounds; round < rounds; round++) {
    for (const each of measured.toSorted(() => Math.random() - 0.5)) {
      // What the case before left behind is not this one's to clear away.
      collectYoungGarbage();
      const start = process.hrtime.bigint();
      await each.run();
      if (round >= 0) each.roundsNs.push(Number(process.hrtime.bigint() - start));
    }
  }
  return measured.map(({ name, timesARound, roundsNs }) => ({ name, timesARound, roundsNs }));
}
