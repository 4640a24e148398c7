import { collectYoungGarbage } from './collect-garbage.ts';

/** One way to do one thing. */
export interface BenchCase {
  readonly name: string;
  /** Cases that are compared with each other are measured close together. */
  readonly group: string;
  /** Does it so many times. */
  readonly run: (times: number) => void;
}

/** How long to measure. */
export interface Pace {
  readonly rounds: number;
  /** How long each case runs in each round. */
  readonly burstMs: number;
}

/** Rounds that are not counted: until a case is compiled, and runs as often as fills a burst. */
const warmRounds = 14;

/** How long one operation of a case took, in each round. */
export interface CaseTimes {
  readonly name: string;
  /** In the last round; as many as fill a burst. */
  readonly timesARound: number;
  readonly roundsNs: readonly number[];
}

/**
 * Measures all cases in this process: in each round every case runs once, in an order that is shuffled anew, so that
 * whatever else the machine does falls on all of them.
 */
export function measure(cases: readonly BenchCase[], { rounds, burstMs }: Pace): readonly CaseTimes[] {
  const running = cases.map((each) => ({ ...each, timesARound: 1, roundsNs: [] as number[] }));
  const groups = [...Map.groupBy(running, ({ group }) => group).values()];
  for (let round = -warmRounds; round < rounds; round++) {
    for (const group of shuffled(groups)) {
      for (const each of shuffled(group)) {
        // What the case before left behind is not this one's to clear away.
        collectYoungGarbage();
        const ns = runRound(each.run, each.timesARound);
        if (round >= 0) each.roundsNs.push(ns);
        each.timesARound = timesFor(burstMs, ns, each.timesARound);
      }
    }
  }
  return running.map(({ name, timesARound, roundsNs }) => ({ name, timesARound, roundsNs }));
}

/** How often to run a case next: what fills a burst, if it takes as long as last time. */
function timesFor(burstMs: number, ns: number, lastTimes: number): number {
  return Math.min(4 * lastTimes, Math.max(1, Math.round((burstMs * 1e6) / ns)));
}

/** The processor's time of one operation, on all threads, so garbage too; other programs at work count for nothing. */
function runRound(run: (times: number) => void, times: number): number {
  const start = process.cpuUsage();
  run(times);
  const { user, system } = process.cpuUsage(start);
  return Math.max(1, (user + system) * 1000) / times;
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}
