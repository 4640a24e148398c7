import { allocatedBytes } from './allocated-bytes.ts';
import { type BenchCase, type CaseTimes, measure, type Pace } from './measure.ts';
import { type JudgedRatio, judgeNumber, judgeRatio, type RatioRule, type Target } from './ratio.ts';

/** What one benchmark measures. */
export interface Bench {
  readonly cases: readonly BenchCase[];
  readonly ratios: readonly RatioRule[];
  readonly allocations?: readonly AllocationRule[];
}

/** Bytes that one operation allocates, over the bytes it is given. */
export interface AllocationRule {
  readonly name: string;
  readonly run: (times: number) => void;
  readonly payloadBytes: number;
  readonly target: Target;
}

/** What a benchmark came to. */
export interface BenchResult {
  readonly times: readonly CaseTimes[];
  readonly ratios: readonly JudgedRatio[];
}

/** Measures a benchmark's cases and judges its ratios. */
export function runBench({ cases, ratios, allocations = [] }: Bench, pace: Pace): BenchResult {
  const times = measure(cases, pace);
  const allocated = allocations.map(({ name, run, payloadBytes, target }) =>
    judgeNumber(name, allocatedBytes(run) / payloadBytes, target),
  );
  return { times, ratios: [...ratios.map((rule) => judgeRatio(rule, times)), ...allocated] };
}
