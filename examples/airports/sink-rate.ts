/** A moment of the warm-up: how many records had been written by then. */
export interface Sample {
  readonly atMs: number;
  readonly settled: number;
}

const ignoredShare = 0.3;
const usedShare = 0.7;

/** Records a second that the sink took, the first 30 % of the records left out: they paid for start-up. */
export function sinkRatePerSecond(samples: readonly Sample[]): number {
  const last = samples.at(-1);
  const first = samples.find(({ settled }) => settled >= (last?.settled ?? 0) * ignoredShare);
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
  return ((last.settled - first.settled) * 1_000) / (last.atMs - first.atMs);
}

/** The rate at which a run measures the pipeline and not a queue of its own making. */
export function offeredRatePerSecond(sinkRate: number): number {
  return Math.max(1, Math.floor(sinkRate * usedShare));
}
