import { setTimeout as delay } from 'node:timers/promises';
import type { OtlpResourceMetrics, OtlpResourceSpans } from '@kinesis-otel/pipeline-health';

/** Everything the receiver accepted, in the order it came, in OTLP's JSON mapping whatever the encoding was. */
export interface TelemetryStore {
  readonly traces: readonly OtlpResourceSpans[];
  readonly metrics: readonly OtlpResourceMetrics[];
  /** Requests accepted, for logs too. */
  readonly requests: number;
  /** Requests answered with an error. */
  readonly rejectedRequests: number;
  /** Bytes of accepted bodies as they came over the wire. */
  readonly bytes: number;
  /** Accepted requests that could not be forwarded. */
  readonly forwardFailures: number;
  readonly lastForwardFailure: string | undefined;
  /** True once nothing has come in, and nothing is being forwarded, for `quietMs`; false where that takes longer than `limitMs`. */
  waitUntilQuiet(quietMs: number, limitMs: number): Promise<boolean>;
}

/** The receiver's side of a store. */
export interface TelemetryLog {
  readonly store: TelemetryStore;
  addTraces(resourceSpans: readonly OtlpResourceSpans[]): void;
  addMetrics(resourceMetrics: readonly OtlpResourceMetrics[]): void;
  accepted(bytes: number): void;
  rejected(): void;
  forwardFailed(reason: string): void;
  /** Marks that something is under way, until the function it gives is called. */
  begin(): () => void;
}

export function createTelemetryLog(): TelemetryLog {
  const traces: OtlpResourceSpans[] = [];
  const metrics: OtlpResourceMetrics[] = [];
  const counts = { requests: 0, rejectedRequests: 0, bytes: 0, forwardFailures: 0 };
  const state = { underWay: 0, lastActiveAtMs: Date.now(), lastForwardFailure: undefined as string | undefined };
  const quietForMs = (): number => (state.underWay > 0 ? 0 : Date.now() - state.lastActiveAtMs);
  const store: TelemetryStore = {
    traces,
    metrics,
    get requests() {
      return counts.requests;
    },
    get rejectedRequests() {
      return counts.rejectedRequests;
    },
    get bytes() {
      return counts.bytes;
    },
    get forwardFailures() {
      return counts.forwardFailures;
    },
    get lastForwardFailure() {
      return state.lastForwardFailure;
    },
    waitUntilQuiet: (quietMs, limitMs) => waitUntil(() => quietForMs() >= quietMs, limitMs),
  };
  return {
    store,
    addTraces: (resourceSpans) => void traces.push(...resourceSpans),
    addMetrics: (resourceMetrics) => void metrics.push(...resourceMetrics),
    accepted: (bytes) => {
      counts.requests++;
      counts.bytes += bytes;
    },
    rejected: () => void counts.rejectedRequests++,
    forwardFailed: (reason) => {
      counts.forwardFailures++;
      state.lastForwardFailure = reason;
    },
    begin: () => {
      state.underWay++;
      return () => {
        state.underWay--;
        state.lastActiveAtMs = Date.now();
      };
    },
  };
}

async function waitUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
  const endsAtMs = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() >= endsAtMs) return false;
    await delay(10);
  }
  return true;
}
