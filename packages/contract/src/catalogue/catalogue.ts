import { costMetrics } from './cost-metrics.ts';
import { deliveryMetrics } from './delivery-metrics.ts';
import { downstreamMetrics } from './downstream-metrics.ts';
import { environmentMetrics } from './environment-metrics.ts';
import { functionMetrics } from './function-metrics.ts';
import { loadTestMetrics } from './load-test-metrics.ts';
import type { Metric } from './metric.ts';
import { ownHealthMetrics } from './own-health-metrics.ts';
import { pipelineMetrics } from './pipeline-metrics.ts';
import { putMetrics } from './put-metrics.ts';
import { stageMetrics } from './stage-metrics.ts';
import { streamMetrics } from './stream-metrics.ts';

/** Every metric, in the document's order, our own beside the section they belong to. */
export const metricCatalogue: readonly Metric[] = [
  ...streamMetrics,
  ...putMetrics,
  ...functionMetrics,
  ...environmentMetrics,
  ...pipelineMetrics,
  ...stageMetrics,
  ...downstreamMetrics,
  ...deliveryMetrics,
  ...costMetrics,
  ...loadTestMetrics,
  ...ownHealthMetrics,
];
