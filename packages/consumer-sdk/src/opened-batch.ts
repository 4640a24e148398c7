import type { ConsumerSettings } from './env.ts';
import { globalApi } from './global-api.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { ConsumerDimensions } from './invocation-on-context.ts';
import { type InvocationSpans, startInvocationSpans } from './invocation-spans.ts';
import type { KinesisBatch } from './kinesis-batch.ts';
import type { LambdaContext } from './lambda-context.ts';
import { findProducerContexts, linksTo } from './producer-contexts.ts';
import type { ReadRecord } from './read-record.ts';
import { createRecordRunner, type RecordRunner } from './record-runner.ts';
import { planRecordSpans } from './record-span-plan.ts';
import { createRecordSpans, type RecordSpans } from './record-spans.ts';

/** A batch whose records are read and whose spans are planned; nothing has been done with it. */
export interface OpenedBatch {
  readonly batch: KinesisBatch;
  readonly lambdaContext: LambdaContext | undefined;
  readonly dimensions: ConsumerDimensions;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  readonly records: readonly ReadRecord[];
  readonly spans: InvocationSpans;
  readonly recordSpans: RecordSpans;
  readonly linksDropped: number;
  readonly runner: RecordRunner;
}

/** Reads the records' contexts, starts the spans of the invocation, and plans those of its records. */
export function openBatch(
  batch: KinesisBatch,
  lambdaContext: LambdaContext | undefined,
  parts: HandlerParts,
): OpenedBatch {
  const { settings, telemetry, contextOf, replays } = parts;
  const { streamName } = batch;
  const invokedAtMs = Date.now();
  const active = globalApi.activeContext();
  const records = parts.readRecords(batch);
  const contexts = findProducerContexts(records);
  const links = linksTo(contexts, settings.maxLinks);
  const tracer = () => telemetry.tracer;
  const spans = startInvocationSpans(tracer, { batch, lambdaContext, links, active, settings }, telemetry.reportOnce);
  const oldestParentMs = invokedAtMs - settings.linkAfterMs;
  const plan = planRecordSpans(records, contexts, {
    mode: settings.recordSpans,
    maxRecordSpans: settings.maxRecordSpans,
    isLate: (record) => record.arrivedAtMs < oldestParentMs || replays.wasDelivered(record),
  });
  const recordSpans = createRecordSpans(tracer, {
    ...{ plan, streamName, contextOf, batchContext: spans.context, batchSpan: spans.batchSpan.spanContext() },
    ...{ slowRecordMs: settings.slowRecordMs, xray: settings.xray, serviceName: settings.functionName ?? streamName },
  });
  return {
    ...{ batch, lambdaContext, invokedAtMs, records, spans, recordSpans },
    dimensions: dimensionsOf(streamName, settings),
    linksDropped: contexts.all.length - links.length,
    runner: createRecordRunner({ recordSpans, telemetry, batchContext: spans.context }),
  };
}

function dimensionsOf(streamName: string, { environment, pipeline, instance }: ConsumerSettings): ConsumerDimensions {
  return {
    Environment: environment,
    Pipeline: pipeline ?? streamName,
    ...(instance === undefined ? {} : { 'faas.instance': instance }),
  };
}
