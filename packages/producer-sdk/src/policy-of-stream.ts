import type { ProducerSettings } from './env.ts';
import type { ProducerOptions } from './options.ts';
import type { PayloadFormat } from './stamping/payload-format.ts';
import type { ContextCarrier, StreamPolicy } from './stream-policy.ts';

/** A stream's policy with nothing left open. */
export interface ResolvedPolicy {
  readonly carrier: ContextCarrier;
  readonly format: PayloadFormat;
  readonly isDryRun: boolean;
  readonly keepsExisting: boolean;
  /** Undefined: what is found out about the stream, else Kinesis's default. */
  readonly maxRecordBytes: number | undefined;
}

/** Gives the policy of a stream by its name. */
export type PolicyOf = (streamName: string) => ResolvedPolicy;

/** Works out, once, the policy of every stream that has one of its own, and that of all the others. */
export function createPolicyOf({ streams = {}, ...options }: ProducerOptions, settings: ProducerSettings): PolicyOf {
  const { carrier, dryRun, formats, offStreams } = settings;
  const policyWith = (name: string, policy: StreamPolicy) => {
    const format = options.format ?? formats.get(name) ?? formats.get('*') ?? 'auto';
    return resolve({ ...options, carrier, dryRun, format, ...written(policy) });
  };
  const general = policyWith('*', {});
  const off: ResolvedPolicy = { ...general, carrier: 'off' };
  if (offStreams.has('*')) return () => off;
  // Maps, because a stream may well be called `constructor`.
  const policies = new Map(Object.entries(streams));
  const names = [...policies.keys(), ...formats.keys()];
  const byName = new Map(names.map((name) => [name, policyWith(name, policies.get(name) ?? {})]));
  for (const name of offStreams) byName.set(name, off);
  return (streamName) => byName.get(streamName) ?? general;
}

function resolve(policy: StreamPolicy): ResolvedPolicy {
  return {
    carrier: policy.carrier ?? 'payload',
    format: policy.format ?? 'auto',
    isDryRun: policy.dryRun ?? false,
    keepsExisting: policy.onExisting === 'keep',
    maxRecordBytes: policy.maxRecordBytes,
  };
}

/** Without what is given as undefined, which would hide what holds for all streams. */
function written(policy: StreamPolicy): StreamPolicy {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
