import type { CollectorOptions, Sampling } from '../options.ts';
import { type ConfigSection, note } from './config-node.ts';

/** The processors that keep part of the traces, by name; none where all are kept. */
export function samplingProcessors({ sampling }: CollectorOptions): ConfigSection {
  if (sampling === undefined) return {};
  const { percent, keepErrors = false, keepSlowerThanMs } = sampling;
  if (!keepErrors && keepSlowerThanMs === undefined) {
    return {
      probabilistic_sampler: note(
        'By the trace id, so that all collectors keep the same traces. Metrics are complete all the same.',
        { sampling_percentage: percent },
      ),
    };
  }
  return {
    tail_sampling: note(
      'Decides when a trace has been seen for 30 s. All spans of a trace must come to one collector.',
      { decision_wait: '30s', num_traces: 50_000, policies: policies(sampling) },
    ),
  };
}

function policies({ percent, keepErrors = false, keepSlowerThanMs }: Sampling): readonly ConfigSection[] {
  return [
    ...(keepErrors ? [{ name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } }] : []),
    ...(keepSlowerThanMs === undefined
      ? []
      : [{ name: 'slow', type: 'latency', latency: { threshold_ms: keepSlowerThanMs } }]),
    { name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: percent } },
  ];
}
