import type { Attributes } from '@opentelemetry/api';

/** What adds up under one set of attributes. */
export interface Series<Sum> {
  readonly attributes: Attributes;
  /** Put away and begun anew by whoever collects deltas. */
  sum: Sum;
}

/** The series of one instrument. */
export interface SeriesSet<Sum> {
  /** The series of these attributes, in whatever order they come. */
  readonly at: (attributes: Attributes) => Series<Sum>;
  readonly all: () => Iterable<Series<Sum>>;
}

/** OpenTelemetry's default (https://opentelemetry.io/docs/specs/otel/metrics/sdk/#cardinality-limits); what is beyond adds up in the last. */
const maxSeries = 2_000;
const overflow: Attributes = { 'otel.metric.overflow': true };

/** Makes an empty set, whose series begin with what `begin` gives. */
export function createSeriesSet<Sum>(begin: () => Sum): SeriesSet<Sum> {
  const byKey = new Map<string, Series<Sum>>();
  const at = (attributes: Attributes): Series<Sum> => {
    const key = keyOf(attributes);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    if (byKey.size >= maxSeries - 1 && attributes !== overflow) return at(overflow);
    const made = { attributes, sum: begin() };
    byKey.set(key, made);
    return made;
  };
  return { at, all: () => byKey.values() };
}

function keyOf(attributes: Attributes): string {
  return JSON.stringify(Object.entries(attributes).sort());
}
