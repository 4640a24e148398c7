/*
 * For hosts inside this repository that own the OpenTelemetry SDK or the runtime: the Lambda layer. Not published.
 */
export { getMeasuredCommand } from './downstream/measured-command.ts';
export type { Flush, FlushRequest, FlushResult } from './flush/flush-before-freeze.ts';
export type { HandlerHost } from './handler-host.ts';
export type { HistogramSource } from './histograms/histogram-source.ts';
export { hrTime } from './histograms/hr-time.ts';
export { createLocalHistograms, type LocalHistograms, type Temporality } from './histograms/local-histograms.ts';
export { createSeriesSet } from './histograms/series.ts';
export { instrumentHandlerOfHost } from './instrument-kinesis-handler.ts';
export { scopeName } from './telemetry.ts';
