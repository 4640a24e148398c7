export { type Metric, metricCatalogue } from '@kinesis-otel/contract';
export { type ReportJson, reportJson } from './draw/json.ts';
export type { DrawOptions } from './draw/line.ts';
export { drawPage, type PageOptions } from './draw/page/draw-page.ts';
export { drawProgress, type Progress } from './draw/progress.ts';
export type { GroundTruth, ReportInput } from './draw/report-input.ts';
export { drawReport } from './draw/terminal.ts';
export { drawTraceTree } from './draw/trace-tree.ts';
export { judge } from './judge/judge.ts';
export type { Outcome, Verdict } from './judge/verdict.ts';
export type { Observation, TraceSummary } from './observation.ts';
export type { Bucket, Distribution } from './observe/distribution.ts';
export { type ObservedPipeline, observeOtlp } from './observe/from-otlp.ts';
export type { LatencySplit } from './observe/latency-split.ts';
export type {
  OtlpAnyValue,
  OtlpDataPoint,
  OtlpExponentialBuckets,
  OtlpExponentialHistogram,
  OtlpExponentialHistogramDataPoint,
  OtlpGauge,
  OtlpHistogram,
  OtlpHistogramDataPoint,
  OtlpInteger,
  OtlpKeyValue,
  OtlpLink,
  OtlpMetric,
  OtlpNumberDataPoint,
  OtlpResource,
  OtlpResourceMetrics,
  OtlpResourceSpans,
  OtlpScope,
  OtlpScopeMetrics,
  OtlpScopeSpans,
  OtlpSpan,
  OtlpStatus,
  OtlpSum,
  OtlpTelemetry,
} from './observe/otlp-json.ts';
export type { Counts, Tally } from './observe/read-counts.ts';
export type { TimeWindow } from './observe/time-window.ts';
export type { TraceNode } from './observe/trace-node.ts';
