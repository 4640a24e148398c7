import { KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { ExtraMetric } from '../options.ts';
import { isCloudWatchName } from './cloudwatch-name.ts';
import { checkCloudWatchUnit } from './cloudwatch-unit.ts';
import { sentMetrics } from './sent-metrics.ts';

/** EMF declares 100 metrics in a document at most, and awsemf does not split: https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/16186 */
const maxMetrics = 100;

/** Throws for metrics that CloudWatch would refuse, that the catalogue has already, or that are too many. */
export function checkMetrics(metrics: readonly ExtraMetric[] | undefined): void {
  if (metrics === undefined) return;
  if (!Array.isArray(metrics)) throw refusal(metrics, 'Give a list of metrics.');
  const seen = new Set(sentMetrics({}).map(({ name }) => name));
  for (const metric of metrics) checkMetric(metric, seen);
  if (seen.size > maxMetrics) {
    throw refusal(
      metrics.length,
      `With the catalogue's these are ${seen.size}; one EMF document declares ${maxMetrics} at most.`,
    );
  }
}

function checkMetric(metric: ExtraMetric, seen: Set<string>): void {
  if (typeof metric !== 'object' || metric === null)
    throw refusal(metric, 'Give each metric as an object with a name.');
  rejectUnknownOptions(metric, ['name', 'unit']);
  if (!isCloudWatchName(metric.name)) {
    throw refusal(
      metric.name,
      'Give each metric a name of 1 to 255 ASCII characters, not all blank, not beginning with ":".',
    );
  }
  if (seen.has(metric.name)) throw refusal(metric.name, 'It is sent already: leave it out.');
  checkCloudWatchUnit('metrics', metric.unit);
  seen.add(metric.name);
}

function refusal(received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', 'metrics', received, cure);
}
