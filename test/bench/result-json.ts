import type { BenchName } from './bench-options.ts';
import { quartilesOf } from './quartiles.ts';
import type { BenchResult } from './run-bench.ts';

/** What `--json` prints: the same for every benchmark. */
export interface BenchJson {
  readonly bench: BenchName;
  /** The version of Node. */
  readonly node: string;
  readonly cases: readonly CaseJson[];
  /** By name: the median of the rounds' ratios. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** One case: nanoseconds an operation. */
export interface CaseJson {
  readonly name: string;
  readonly medianNs: number;
  readonly p25Ns: number;
  readonly p75Ns: number;
  readonly rounds: number;
  readonly timesARound: number;
}

/** The result as a document. */
export function resultJson(bench: BenchName, { times, ratios }: BenchResult): BenchJson {
  return {
    bench,
    node: process.versions.node,
    cases: times.map(({ name, timesARound, roundsNs }) => {
      const { median, p25, p75 } = quartilesOf(roundsNs);
      return { name, medianNs: median, p25Ns: p25, p75Ns: p75, rounds: roundsNs.length, timesARound };
    }),
    ratios: Object.fromEntries(ratios.map(({ name, median }) => [name, median])),
  };
}
