/** A median, and the quartiles around it. */
export interface Quartiles {
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
}

/** The quartiles of at least one number. */
export function quartilesOf(numbers: readonly number[]): Quartiles {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), p25: at(0.25), p75: at(0.75) };
}
