import type { Observation } from '../observation.ts';
import { pickExamples } from './example-traces.ts';
import { splitLatency } from './latency-split.ts';
import type { OtlpTelemetry } from './otlp-json.ts';
import { readCounts, sumOf } from './read-counts.ts';
import { readMetrics } from './read-metrics.ts';
import { readSpans } from './read-spans.ts';
import { readTraces } from './read-traces.ts';
import { indexSpans } from './span-index.ts';
import { readWindow } from './time-window.ts';

/** Which pipeline's telemetry counts; everything else in the same documents is passed over. */
export interface ObservedPipeline {
  /** The value of the metrics' `Pipeline` attribute. */
  readonly pipeline: string;
  /** The value of the spans' `messaging.destination.name`. */
  readonly streamName: string;
}

/** Reads all telemetry of a run, as OTLP/JSON, into one observation. */
export function observeOtlp(telemetry: OtlpTelemetry, { pipeline, streamName }: ObservedPipeline): Observation {
  const metrics = readMetrics(telemetry.resourceMetrics, pipeline);
  const spans = readSpans(telemetry.resourceSpans);
  const index = indexSpans(spans);
  const { complete, recordsSeen, missing } = readTraces(spans, index, streamName);
  return {
    pipeline,
    streamName,
    counts: readCounts(metrics),
    totals: new Map([...metrics.counters].map(([name, series]) => [name, sumOf(series) ?? 0])),
    distributions: metrics.distributions,
    estimates: metrics.estimates,
    split: splitLatency(complete),
    traces: { recordsSeen, complete: complete.length, missing, ...pickExamples(complete, index) },
    window: readWindow(spans, complete, streamName),
  };
}
