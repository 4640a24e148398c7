import type { Metric } from './metric.ts';

/** What becomes of records beyond the function's sight: what its event source mapping drops, hands over, or leaves lying. */
export const deliveryMetrics: readonly Metric[] = [
  {
    // Needs the mapping's EventCount metrics, which are off until asked for.
    name: 'DroppedEventCount',
    section: 'own',
    description: 'Records that the mapping gave up on without handing them to a destination.',
    unit: '{event}',
    kind: 'counter',
    sources: [{ from: 'cloudwatch', namespace: 'AWS/Lambda', metric: 'DroppedEventCount' }],
    target: '0',
    judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
    alarm: { statistic: 'sum', above: { value: 0 }, unit: '{event}' },
    live: false,
  },
  {
    name: 'DLQDepth',
    section: 'own',
    description: 'Failed batches waiting in the queue that is the on-failure destination.',
    unit: '{batch}',
    kind: 'gauge',
    sources: [{ from: 'cloudwatch', namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible' }],
    target: '0',
    judgement: { by: 'limit', statistic: 'maximum', must: 'equal', limit: { value: 0 } },
    live: false,
  },
  {
    // IteratorAge has no data while nothing is invoked, so a mapping that stands still raises no iterator-age alarm.
    name: 'PipelineStall',
    section: 'own',
    description: 'For how long records have come in while the function was not invoked at all.',
    unit: 's',
    kind: 'derived',
    sources: [{ from: 'report', formula: 'seconds on end with IncomingRecords > 0 and no Invocations' }],
    target: '0',
    judgement: { by: 'limit', statistic: 'maximum', must: 'equal', limit: { value: 0 } },
    alarm: { statistic: 'maximum', above: { value: 300 }, unit: 's' },
    live: false,
  },
];
