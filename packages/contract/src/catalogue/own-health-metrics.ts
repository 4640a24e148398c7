import type { InstrumentMetric, Metric } from './metric.ts';

export const traceContextInjection: InstrumentMetric = {
  name: 'TraceContextInjection',
  section: 'own',
  description:
    'Records sent, by outcome: context injected, replaced, kept, only tried (dry run), or left out for the reason given.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const traceContextExtraction: InstrumentMetric = {
  name: 'TraceContextExtraction',
  section: 'own',
  description: 'Records received, by outcome: context extracted, missing, invalid, or of another maker.',
  unit: '{record}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const clockSkewClamped: InstrumentMetric = {
  name: 'ClockSkewClamped',
  section: 'own',
  description: 'Latencies that came out negative, because two clocks disagree, and were recorded as 0.',
  unit: '{point}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const linksDropped: InstrumentMetric = {
  name: 'LinksDropped',
  section: 'own',
  description:
    'Links to sampled contexts left out of a batch span or a send span, because it had as many as it may have.',
  unit: '{link}',
  kind: 'counter',
  sources: [{ from: 'producer-sdk' }, { from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const spansDropped: InstrumentMetric = {
  name: 'SpansDropped',
  section: 'own',
  description: 'Record spans not made, because their batch had as many as it may have.',
  unit: '{span}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '–',
  judgement: { by: 'none' },
  live: true,
};

export const flushTimeouts: InstrumentMetric = {
  name: 'FlushTimeouts',
  section: 'own',
  description:
    'Invocations that ended before their telemetry had left: the flush was given up at its deadline, or not waited for after that.',
  unit: '{flush}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  live: true,
};

export const flushFailures: InstrumentMetric = {
  name: 'FlushFailures',
  section: 'own',
  description: 'Flushes that the collector refused.',
  unit: '{flush}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  live: true,
};

export const handlerTimeouts: InstrumentMetric = {
  name: 'HandlerTimeouts',
  section: 'own',
  description: 'Invocations still at work shortly before the function timeout, their open records marked as timed out.',
  unit: '{invocation}',
  kind: 'counter',
  sources: [{ from: 'consumer-sdk' }],
  target: '0',
  judgement: { by: 'limit', statistic: 'sum', must: 'equal', limit: { value: 0 } },
  live: true,
};

/** How the instrumentation itself is doing. */
export const ownHealthMetrics: readonly Metric[] = [
  traceContextInjection,
  traceContextExtraction,
  clockSkewClamped,
  linksDropped,
  spansDropped,
  flushTimeouts,
  flushFailures,
  handlerTimeouts,
];
