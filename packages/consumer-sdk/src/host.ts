/*
 * For hosts inside this repository that own the OpenTelemetry SDK or the runtime: the Lambda layer. Not published.
 */
export { isThenable } from './callbacks/is-thenable.ts';
export { type AnyHandler, type WrapParts, wrapForCallbacks } from './callbacks/wrap-for-callbacks.ts';
export { measuredBy } from './downstream/measured-by.ts';
export type { Flush, FlushRequest, FlushResult } from './flush/flush-before-freeze.ts';
export type { HandlerHost } from './handler-host.ts';
export type { HistogramSource } from './histograms/histogram-source.ts';
export { hrTime } from './histograms/hr-time.ts';
export { createLocalHistograms, type LocalHistograms, type Temporality } from './histograms/local-histograms.ts';
export { createSeriesSet } from './histograms/series.ts';
export { instrumentHandlerOfHost } from './instrument-kinesis-handler.ts';
export { getInvocation } from './invocation-on-context.ts';
export type { LambdaContext } from './lambda-context.ts';
export { type CallHandler, createRunInvocation, type RunInvocation } from './run-invocation.ts';
export type { EnteredRecord } from './spans/entered-record-spans.ts';
export type { ReadHeaders } from './spans/parent-of-other.ts';
export { readXRayContext } from './spans/xray-header.ts';
export { scopeName } from './telemetry.ts';
