import { metricCatalogue } from '@kinesis-otel/contract';
import type { CollectorOptions } from '../options.ts';
import { type CloudWatchUnit, cloudWatchUnit } from './cloudwatch-unit.ts';

/** A metric that goes to CloudWatch. */
export interface SentMetric {
  readonly name: string;
  /** Undefined leaves the unit to awsemf. */
  readonly unit: CloudWatchUnit | undefined;
}

/** The metrics that go to CloudWatch: what this version's SDKs emit, by the catalogue, and the user's own. */
export function sentMetrics({ metrics = [] }: CollectorOptions): readonly SentMetric[] {
  const emitted = metricCatalogue.filter(
    ({ live, sources }) => live && sources.some(({ from }) => from === 'producer-sdk' || from === 'consumer-sdk'),
  );
  return [
    ...emitted.map(({ name, unit }) => ({ name, unit: cloudWatchUnit(unit) })),
    ...metrics.map(({ name, unit }) => ({ name, unit })),
  ];
}

/** A regular expression that matches just this text, in Go's syntax. */
export function exactly(text: string): string {
  return `^${text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}$`;
}
