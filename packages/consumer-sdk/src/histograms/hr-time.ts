import type { HrTime } from '@opentelemetry/api';

/** Milliseconds since the epoch as OpenTelemetry's SDKs have them: seconds and nanoseconds. */
export function hrTime(ms: number): HrTime {
  return [Math.trunc(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
}
