import type { CaseTimes } from './measure.ts';
import { type Quartiles, quartilesOf } from './quartiles.ts';

/** What a ratio is to be. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** Two cases to compare: how many times as long the one takes as the other. */
export interface RatioRule {
  readonly name: string;
  readonly of: string;
  readonly over: string;
  readonly target?: Target;
}

/** A ratio as measured, and whether it is what it is to be; undefined where nothing is asked of it. */
export interface JudgedRatio extends Quartiles {
  readonly name: string;
  readonly target: Target | undefined;
  readonly isMet: boolean | undefined;
}

/** The median of the rounds' ratios: what slows the machine down for a while slows both cases down. */
export function judgeRatio({ name, of, over, target }: RatioRule, times: readonly CaseTimes[]): JudgedRatio {
  const [numerators, denominators] = [of, over].map((wanted) => times.find((each) => each.name === wanted)?.roundsNs);
  if (numerators === undefined || denominators === undefined)
    throw new Error(`${name} compares cases that were not run.`);
  const quartiles = quartilesOf(numerators.map((ns, round) => ns / (denominators[round] ?? Number.NaN)));
  return judgeQuartiles(name, quartiles, target);
}

/** Judges a ratio that was not measured in rounds. */
export function judgeNumber(name: string, ratio: number, target: Target): JudgedRatio {
  return judgeQuartiles(name, { median: ratio, p25: ratio, p75: ratio }, target);
}

/** Judges quartiles that were made elsewhere. */
export function judgeQuartiles(name: string, quartiles: Quartiles, target: Target | undefined): JudgedRatio {
  return { name, ...quartiles, target, isMet: target && isMet(quartiles.median, target) };
}

function isMet(ratio: number, target: Target): boolean {
  return 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast;
}
