import type { Distribution } from './distribution.ts';
import { type ExplicitHistogram, readExplicitHistogram } from './explicit-histogram.ts';
import { type ExponentialHistogram, readExponentialHistogram } from './exponential-histogram.ts';
import { groupBy } from './group-by.ts';
import { mergeHistograms } from './merge-histograms.ts';
import type { OtlpNumberDataPoint, OtlpResourceMetrics } from './otlp-json.ts';
import type { Attributes } from './read-attributes.ts';
import { readInteger } from './read-integer.ts';
import { type MetricPoint, readPoints } from './read-points.ts';

/** One counter's sum over the run for one set of attributes. */
export interface CounterSeries {
  readonly attributes: Attributes;
  readonly value: number;
}

/** All metrics of one pipeline, by name. A metric that was never reported is absent, which is not the same as 0. */
export interface PipelineMetrics {
  readonly counters: ReadonlyMap<string, readonly CounterSeries[]>;
  readonly distributions: ReadonlyMap<string, Distribution>;
  /** Those whose points are marked as an estimate. */
  readonly estimates: ReadonlySet<string>;
}

/** Adds up every point whose attribute `Pipeline` is `pipeline`. */
export function readMetrics(resourceMetrics: readonly OtlpResourceMetrics[], pipeline: string): PipelineMetrics {
  const points = readPoints(resourceMetrics).filter(({ attributes }) => attributes.get('Pipeline') === pipeline);
  const counters = new Map<string, CounterSeries[]>();
  const distributions = new Map<string, Distribution>();
  const estimates = new Set<string>();
  for (const [name, ofMetric] of groupBy(points, (point) => point.name)) {
    const series = ofMetric.flatMap(readCounter);
    if (series.length > 0) counters.set(name, series);
    const distribution = mergeHistograms(readHistograms(ofMetric));
    if (distribution) distributions.set(name, distribution);
    if (ofMetric.some(isEstimate)) estimates.add(name);
  }
  return { counters, distributions, estimates };
}

/** Memory of the handler's own process, in place of that of all of its environment. */
function isEstimate({ attributes }: MetricPoint): boolean {
  return attributes.get('source') === 'process';
}

function readCounter({ attributes, body }: MetricPoint): CounterSeries[] {
  return body.kind === 'sum' ? [{ attributes, value: readNumber(body.point) }] : [];
}

function readNumber(point: OtlpNumberDataPoint): number {
  return point.asDouble ?? readInteger(point.asInt);
}

function readHistograms(points: readonly MetricPoint[]): {
  exponential: readonly ExponentialHistogram[];
  explicit: readonly ExplicitHistogram[];
} {
  const bodies = points.map(({ body }) => body);
  return {
    exponential: bodies.flatMap((body) => (body.kind === 'exponential' ? [readExponentialHistogram(body.point)] : [])),
    explicit: bodies.flatMap((body) => (body.kind === 'explicit' ? [readExplicitHistogram(body.point)] : [])),
  };
}
