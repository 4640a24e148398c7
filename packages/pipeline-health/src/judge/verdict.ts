import type { Metric, Statistic } from '@kinesis-otel/contract';

/**
 * What became of a row.
 *
 * - `pass`, `fail`: measured, and held against its target.
 * - `info`: measured, and nothing to hold it against.
 * - `no data`: should have been reported and was not.
 * - `unknown`: there is data, but not what the judgement needs.
 */
export type Outcome = 'pass' | 'fail' | 'info' | 'no data' | 'unknown';

/** What judging a figure gave. */
export interface Judged {
  readonly outcome: Outcome;
  /** Which statistic `value` is. */
  readonly statistic?: Statistic;
  readonly value?: number;
  /** Why the outcome is neither pass nor fail. */
  readonly reason?: string;
  /** `value` is less than exact; `reason` says why. */
  readonly isEstimate?: true;
}

/** One row of the catalogue, judged. */
export interface Verdict extends Judged {
  readonly row: Metric;
  /** UCUM unit of `value`. */
  readonly unit: string;
  readonly target: string;
}
