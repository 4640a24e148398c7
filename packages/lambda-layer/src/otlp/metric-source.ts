import type { ReportOnce } from '@kinesis-otel/contract';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { OutboxSource, OutgoingBody } from './outbox.ts';

/** Requests that are kept while their receiver is not there. */
const maxKept = 10;

/** What was measured since the last time, and before it what could not be sent then: deltas cannot be collected twice. */
export function createMetricSource(
  collect: () => Promise<ResourceMetrics>,
  serialize: (measured: ResourceMetrics) => Uint8Array | undefined,
  reportOnce: ReportOnce,
): OutboxSource {
  let kept: readonly Uint8Array[] = [];
  const keep = (bytes: Uint8Array): void => {
    if (kept.length === maxKept) reportOnce('metrics were dropped, the receiver was away for too long');
    kept = [...kept, bytes].slice(-maxKept);
  };
  return {
    async take() {
      const measured = await collect();
      const bytes = measured.scopeMetrics.length === 0 ? undefined : serialize(measured);
      const all = bytes === undefined ? kept : [...kept, bytes];
      kept = [];
      return all.map((each): OutgoingBody => ({ bytes: each, keep: () => keep(each) }));
    },
  };
}
