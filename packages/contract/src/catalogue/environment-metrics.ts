import type { InstrumentMetric, Metric } from './metric.ts';

export const memoryUtilization: InstrumentMetric = {
  name: 'MemoryUtilization',
  section: '2.2',
  description: 'Share of the allocated memory that the execution environment used, all its processes together.',
  unit: '%',
  kind: 'histogram',
  sources: [
    { from: 'consumer-sdk' },
    { from: 'cloudwatch', namespace: 'LambdaInsights', metric: 'memory_utilization' },
  ],
  target: '60–80 %',
  judgement: { by: 'limit', statistic: 'average', must: 'be within', limit: { from: 60, to: 80 } },
  live: true,
};

export const maxMemoryUsed: InstrumentMetric = {
  name: 'MaxMemoryUsed',
  section: '2.2',
  description: 'The most memory the execution environment has used so far, all its processes together.',
  unit: 'By',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }, { from: 'cloudwatch', namespace: 'LambdaInsights', metric: 'used_memory_max' }],
  target: '< allocated',
  judgement: { by: 'limit', statistic: 'maximum', must: 'be below', limit: { percent: 100, of: 'allocated memory' } },
  live: true,
};

export const initDuration: InstrumentMetric = {
  name: 'InitDuration',
  section: '2.2',
  description: 'How long a new execution environment takes, from the start of its process to its first invocation.',
  unit: 'ms',
  kind: 'histogram',
  sources: [{ from: 'consumer-sdk' }, { from: 'cloudwatch', namespace: 'LambdaInsights', metric: 'init_duration' }],
  target: '< 1000 ms',
  judgement: { by: 'limit', statistic: 'maximum', must: 'be below', limit: { value: 1000 } },
  live: true,
};

export const coldStarts: InstrumentMetric = {
  name: 'ColdStarts',
  section: 'own',
  description: 'Execution environments that an invocation waited for; those of provisioned concurrency count 0.',
  unit: '{invocation}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const lambdaGbSecondsEstimate: InstrumentMetric = {
  name: 'LambdaGBSecondsEstimate',
  section: 'own',
  description:
    'Allocated memory times the time used, initialisation and flush included, each invocation told by the next one.',
  unit: 'GBy.s',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

/** What an execution environment knows of itself: the rest of section 2.2. */
export const environmentMetrics: readonly Metric[] = [
  memoryUtilization,
  maxMemoryUsed,
  initDuration,
  coldStarts,
  lambdaGbSecondsEstimate,
];
