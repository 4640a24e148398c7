import { type CollectorOptions, defaults, logGroupOf } from '../options.ts';
import { awsClient } from './aws-client.ts';
import { type ConfigSection, inline, note } from './config-node.ts';
import { exactly, type SentMetric, sentMetrics } from './sent-metrics.ts';

/** The dimensions of every metric, without which CloudWatch has the figures in the log only. */
export const baseDimensions: readonly string[] = ['Environment', 'Pipeline'];

/**
 * The awsemf exporter: metrics as EMF documents, of which CloudWatch makes metrics with percentiles. A collector that
 * serves many senders tells them apart by the attributes of their resources.
 */
export function awsemf(options: CollectorOptions, senders: 'many' | 'one'): ConfigSection {
  const metrics = sentMetrics(options);
  return {
    namespace: options.namespace ?? defaults.namespace,
    ...awsClient(options),
    log_group_name: note(
      'The documents are only the way to the metrics, which CloudWatch keeps for 15 months.',
      logGroupOf(options),
    ),
    log_retention: options.logRetentionDays ?? defaults.logRetentionDays,
    dimension_rollup_option: note(
      'Without this, every metric is billed again without dimensions and once for each label.',
      'NoDimensionRollup',
    ),
    resource_to_telemetry_conversion:
      senders === 'many'
        ? note(
            'Two points of equal labels in one millisecond are one to awsemf, and the second is dropped: the attributes of the resource tell senders apart. They are no dimensions.',
            { enabled: true },
          )
        : undefined,
    metric_declarations: [declaration(options, metrics)],
    metric_descriptors: note(
      'Units that awsemf would pass on as they are, and CloudWatch would refuse.',
      descriptors(metrics),
    ),
  };
}

function declaration({ dimensions = [] }: CollectorOptions, metrics: readonly SentMetric[]): ConfigSection {
  const sets = [baseDimensions, ...dimensions.map((names) => [...baseDimensions, ...names])];
  const comment = 'A set counts for points that carry all of its labels.';
  return {
    dimensions: dimensions.length === 0 ? sets.map(inline) : note(comment, sets.map(inline)),
    metric_name_selectors: metrics.map(({ name }) => exactly(name)),
  };
}

const mappedByAwsemf: readonly unknown[] = ['Milliseconds', 'Seconds', 'Bytes', undefined];

function descriptors(metrics: readonly SentMetric[]): readonly ConfigSection[] {
  return metrics
    .filter(({ unit }) => !mappedByAwsemf.includes(unit))
    .map(({ name, unit }) => ({ metric_name: name, unit, overwrite: true }));
}
