import type { CollectorOptions } from '../options.ts';
import { type ConfigSection, note } from './config-node.ts';
import { sentMetrics } from './sent-metrics.ts';

/** Refuses new data before the collector runs out of memory; the senders try again. First in every pipeline. */
export const memoryLimiter: ConfigSection = { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 };

/** Lets only the catalogue's metrics and the user's own pass: CloudWatch bills what arrives. */
export function onlySentMetrics(options: CollectorOptions): ConfigSection {
  const conditions = sentMetrics(options).map(({ name }) => `name == ${JSON.stringify(name)}`);
  return { error_mode: 'ignore', metrics: { metric: [`not (\n  ${conditions.join('\n  or ')}\n)`] } };
}

/** Attributes that say much and tell no two senders apart. */
const noise: readonly string[] = [
  '^telemetry\\.',
  '^os\\.',
  '^process\\.(command|executable|owner|runtime)',
  '^host\\.(arch|cpu|image|ip|mac|type)',
];

/** What of the resource goes into each EMF document, by the byte. */
export function resourceLabels({ dimensions = [] }: CollectorOptions): ConfigSection {
  const functionName = { key: 'Function', from_attribute: 'faas.name', action: 'insert' };
  return {
    attributes: [
      ...(dimensions.flat().includes('Function') ? [note('The dimension Function.', functionName)] : []),
      ...noise.map((pattern) => ({ pattern, action: 'delete' })),
    ],
  };
}
