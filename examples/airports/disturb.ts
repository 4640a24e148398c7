import type { LocalFunction, Pipeline } from '@kinesis-otel/local-pipeline';
import type { DemoOptions } from './demo-options.ts';

/** Of what is offered, the share that a throttled stream takes. */
const throttledShare = 0.7;
const killEveryMs = 2_500;
/** Only a consumer at work can be killed; one that is not is looked at again so soon. */
const lookEveryMs = 5;

/** What `--chaos` does to the calls of clients; a call that fails has not reached the stream. */
const chaos = { latencyMs: { from: 0, to: 40 }, errorRate: 0.03, resetRate: 0.01 };

/** Disturbs a run as its flags say, until the function returned is called. */
export function disturb(
  pipeline: Pipeline,
  consumer: LocalFunction,
  ratePerSecond: number,
  { isThrottled, isChaotic, shards }: DemoOptions,
): () => void {
  if (isThrottled) {
    const recordsPerSecond = Math.max(1, Math.floor((ratePerSecond * throttledShare) / shards));
    pipeline.kinesis.setWriteLimits({ recordsPerSecond });
  }
  if (!isChaotic) return () => {};
  pipeline.kinesis.setFaults(chaos);
  let dueAtMs = Date.now() + killEveryMs;
  const timer = setInterval(() => {
    if (Date.now() >= dueAtMs && consumer.killOne()) dueAtMs = Date.now() + killEveryMs;
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    pipeline.kinesis.setFaults(undefined);
  };
}
