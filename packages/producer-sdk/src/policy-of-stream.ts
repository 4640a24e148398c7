import type { ProducerSettings } from './env.ts';
import type { ProducerOptions } from './options.ts';
import type { ContextCarrier, StreamPolicy } from './stream-policy.ts';

/** A stream's policy with nothing left open. */
export interface ResolvedPolicy {
  readonly carrier: ContextCarrier;
  readonly isDryRun: boolean;
  readonly keepsExisting: boolean;
  /** Undefined: what is found out about the stream, else Kinesis's default. */
  readonly maxRecordBytes: number | undefined;
}

/** Gives the policy of a stream by its name. */
export type PolicyOf = (streamName: string) => ResolvedPolicy;

/** Works out, once, the policy of every stream that has one of its own, and that of all the others. */
export function createPolicyOf({ streams = {}, ...options }: ProducerOptions, settings: ProducerSettings): PolicyOf {
  const { carrier, dryRun, offStreams } = settings;
  const general = resolve({ ...options, carrier, dryRun });
  const off: ResolvedPolicy = { ...general, carrier: 'off' };
  if (offStreams.has('*')) return () => off;
  const byName = new Map(
    Object.entries(streams).map(([name, policy]) => [
      name,
      resolve({ ...options, carrier, dryRun, ...written(policy) }),
    ]),
  );
  for (const name of offStreams) byName.set(name, off);
  return (streamName) => byName.get(streamName) ?? general;
}

function resolve(policy: StreamPolicy): ResolvedPolicy {
  return {
    carrier: policy.carrier ?? 'payload',
    isDryRun: policy.dryRun ?? false,
    keepsExisting: policy.onExisting === 'keep',
    maxRecordBytes: policy.maxRecordBytes,
  };
}

/** Without what is given as undefined, which would hide what holds for all streams. */
function written(policy: StreamPolicy): StreamPolicy {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
