import type { EmfDocument } from './fake-aws.ts';

/** One figure that CloudWatch would take out of an EMF document. */
export interface EmfFigure {
  readonly name: string;
  readonly namespace: string;
  readonly unit: string | undefined;
  /** Each set with its values: `Environment=Production,Pipeline=orders`. */
  readonly series: readonly string[];
  readonly value: number | EmfDistribution;
}

/** A distribution, as far as CloudWatch can work out percentiles of it. */
export interface EmfDistribution {
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
  readonly Count: number;
  readonly Sum: number;
  readonly Min: number;
  readonly Max: number;
}

/** Every figure of the documents, as their directives declare them. */
export function figuresOf(documents: readonly EmfDocument[]): readonly EmfFigure[] {
  return documents.flatMap((document) =>
    (document._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.map(({ Name, Unit }) => ({
        name: Name,
        namespace: Namespace,
        unit: Unit,
        series: Dimensions.map((names) => names.map((name) => `${name}=${document[name]}`).join()),
        value: document[Name] as number | EmfDistribution,
      })),
    ),
  );
}

/** The sum of a metric over all documents. */
export function sumOf(documents: readonly EmfDocument[], name: string): number {
  return figuresOf(documents)
    .filter((figure) => figure.name === name)
    .reduce((sum, { value }) => sum + (typeof value === 'number' ? value : value.Sum), 0);
}

/** Nearest rank over all values of the distributions, each as often as it was counted; `share` from 0 to 1. */
export function percentileOf(distributions: readonly EmfDistribution[], share: number): number {
  const pairs = distributions
    .flatMap(({ Values, Counts }) => Values.map((value, index) => ({ value, count: Counts[index] ?? 0 })))
    .sort((left, right) => left.value - right.value);
  let left = Math.ceil(share * pairs.reduce((sum, { count }) => sum + count, 0));
  for (const { value, count } of pairs) {
    left -= count;
    if (left <= 0) return value;
  }
  return Number.NaN;
}
