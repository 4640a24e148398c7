import type { Observation } from '../observation.ts';

/**
 * A statistic's value, and why it is an estimate where it is one; or why there is none that could be judged although there
 * is data, and what it comes to all the same.
 */
export type Measured =
  | { readonly value: number; readonly estimate?: string }
  | { readonly unknown: string; readonly value?: number };

/** A total spread over the time the run took. */
export function perSecond(total: number, { window }: Observation): Measured {
  const seconds = window ? (window.lastMs - window.firstMs) / 1000 : 0;
  return seconds > 0 ? { value: total / seconds } : { unknown: 'no spans to tell how long the run took' };
}
