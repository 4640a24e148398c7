import { collectYoungGarbage } from './collect-garbage.ts';
import type { CaseTimes } from './measure.ts';

/** One thing that waits for others, such as a flush. */
export interface WaitingCase {
  readonly name: string;
  /** Does it once. */
  readonly run: () => Promise<unknown>;
}

/** Nanoseconds by a clock that began at some time. */
export type Clock = () => bigint;

/** The time that all threads of this process, the collector of garbage too, have worked. */
export const cpuTimeNs: Clock = () => {
  const { user, system } = process.cpuUsage();
  return BigInt(user + system) * 1_000n;
};

/**
 * Measures cases one after the other in each round, in an order that is shuffled anew; the first rounds do not count.
 *
 * @param now the clock, by default that on the wall
 */
export async function measureWaiting(
  cases: readonly WaitingCase[],
  rounds: number,
  warmRounds: number,
  now: Clock = process.hrtime.bigint,
): Promise<readonly CaseTimes[]> {
  const measured = cases.map((each) => ({ ...each, timesARound: 1, roundsNs: [] as number[] }));
  for (let round = -warmRounds; round < rounds; round++) {
    for (const each of measured.toSorted(() => Math.random() - 0.5)) {
      // What the case before left behind is not this one's to clear away.
      collectYoungGarbage();
      const start = now();
      await each.run();
      if (round >= 0) each.roundsNs.push(Number(now() - start));
    }
  }
  return measured.map(({ name, timesARound, roundsNs }) => ({ name, timesARound, roundsNs }));
}
