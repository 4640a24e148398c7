import { type Link, TraceFlags } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { SamplerSettings } from '../settings/sampler-settings.ts';

/**
 * Makes the sampler. A parent-based one also keeps a span that is linked to a sampled one: a batch has no parent, but its
 * records' producers have decided, and half a trace helps nobody.
 */
export function createSampler({ root, isParentBased, ratio }: SamplerSettings): Sampler {
  const rootSampler = createRootSampler(root, ratio);
  return isParentBased ? keepLinked(new ParentBasedSampler({ root: rootSampler }), root === 'always_off') : rootSampler;
}

function createRootSampler(root: SamplerSettings['root'], ratio: number): Sampler {
  if (root === 'always_on') return new AlwaysOnSampler();
  return root === 'always_off' ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}

function keepLinked(sampler: Sampler, isOff: boolean): Sampler {
  if (isOff) return sampler;
  return {
    shouldSample(...parameters): SamplingResult {
      const result = sampler.shouldSample(...parameters);
      if (result.decision !== SamplingDecision.NOT_RECORD || !parameters[5].some(isSampled)) return result;
      return { ...result, decision: SamplingDecision.RECORD_AND_SAMPLED };
    },
    toString: () => `KeepLinked{${sampler}}`,
  };
}

function isSampled({ context }: Link): boolean {
  return (context.traceFlags & TraceFlags.SAMPLED) !== 0;
}
