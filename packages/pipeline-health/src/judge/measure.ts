import type { Metric, Statistic } from '@kinesis-otel/contract';
import type { Observation } from '../observation.ts';
import type { Distribution } from '../observe/distribution.ts';
import { derivedFigure } from './derived-figure.ts';
import { type Measured, perSecond } from './measured.ts';

/** What an observation knows about one row of the catalogue. */
export type Figure =
  | { readonly kind: 'distribution'; readonly distribution: Distribution }
  | { readonly kind: 'total'; readonly total: number }
  | { readonly kind: 'derived'; readonly measured: Measured };

/** Finds the row's figure: under its own name, worked out, or under a name the row says it is the same as. */
export function findFigure(row: Metric, observation: Observation): Figure | undefined {
  const formulas = row.sources.flatMap((source) => (source.from === 'report' ? [source.formula] : []));
  const measured = derivedFigure(row.name, observation);
  return (
    reportedFigure(row.name, observation) ??
    (measured && { kind: 'derived', measured }) ??
    formulas.map((name) => reportedFigure(name, observation)).find((figure) => figure !== undefined)
  );
}

function reportedFigure(name: string, { distributions, totals }: Observation): Figure | undefined {
  const distribution = distributions.get(name);
  const total = totals.get(name);
  if (distribution) return { kind: 'distribution', distribution };
  return total === undefined ? undefined : { kind: 'total', total };
}

/** Reads one statistic of a figure; `outOf` names the counters that a ratio divides by. */
export function measure(
  figure: Figure,
  statistic: Statistic,
  observation: Observation,
  outOf: readonly string[] = [],
): Measured {
  if (figure.kind === 'derived') return figure.measured;
  if (figure.kind === 'distribution') return measureDistribution(figure.distribution, statistic);
  if (statistic === 'sum') return { value: figure.total };
  if (statistic === 'ratio') return measureRatio(figure.total, outOf, observation);
  if (statistic === 'rate') return perSecond(figure.total, observation);
  return { unknown: `a counter has no ${statistic}` };
}

function measureDistribution(distribution: Distribution, statistic: Statistic): Measured {
  const { count, sum, min, max, quantile } = distribution;
  const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
  if (statistic === 'p50' || statistic === 'p95' || statistic === 'p99') {
    return { value: quantile(quantiles[statistic]) };
  }
  const values: Partial<Record<Statistic, number | undefined>> = {
    sum,
    minimum: min,
    maximum: max,
    average: sum === undefined ? undefined : sum / count,
  };
  const value = values[statistic];
  return value === undefined ? { unknown: `the histogram does not tell its ${statistic}` } : { value };
}

function measureRatio(part: number, outOf: readonly string[], { totals }: Observation): Measured {
  const absent = outOf.filter((name) => !totals.has(name));
  if (outOf.length === 0) return { unknown: 'what the ratio is out of is not said' };
  if (absent.length > 0) return { unknown: `${absent.join(', ')} not reported` };
  const whole = outOf.reduce((sum, name) => sum + (totals.get(name) ?? 0), 0);
  return whole === 0 ? { unknown: `${outOf.join(' + ')} is 0` } : { value: part / whole };
}
