import type { Context } from '@opentelemetry/api';
import type { MappingRules } from './batch-outcome.ts';
import { describeInvocation } from './describe-invocation.ts';
import type { ConsumerSettings } from './env.ts';
import type { WatchedInvocation } from './environment/watch-environment.ts';
import { globalApi } from './global-api.ts';
import type { HandlerParts } from './handler-parts.ts';
import { type ConsumerDimensions, type InvocationOnContext, setInvocation } from './invocation-on-context.ts';
import { type InvocationSpans, startInvocationSpans } from './invocation-spans.ts';
import type { KinesisBatch } from './kinesis-batch.ts';
import type { LambdaContext } from './lambda-context.ts';
import { findProducerContexts, linksTo, type ProducerContexts } from './producer-contexts.ts';
import type { ReadRecord } from './read-record.ts';
import { createRecordRunner, type RecordRunner } from './record-runner.ts';
import { planRecordSpans, type RecordSpanPlan } from './record-span-plan.ts';
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
  readonly environment: WatchedInvocation;
  readonly runner: RecordRunner;
  /** What its response is read by; a handler inside may know more of the mapping than this one. */
  readonly rules: MappingRules;
  readonly onContext: InvocationOnContext;
  /** The batch span is active in it, and what is below the handler finds the invocation on it. */
  readonly context: Context;
}

/** Reads the records' contexts, starts the spans of the invocation, and plans those of its records. */
export function openBatch(
  batch: KinesisBatch,
  lambdaContext: LambdaContext | undefined,
  parts: HandlerParts,
): OpenedBatch {
  const { settings, telemetry } = parts;
  const invokedAtMs = Date.now();
  const environment = parts.environment.begin();
  const active = globalApi.activeContext();
  const records = parts.readRecords(batch);
  const contexts = findProducerContexts(records);
  const links = linksTo(contexts, settings.maxLinks);
  const spansInput = { batch, lambdaContext, links, active, settings };
  const spans = startInvocationSpans(() => telemetry.tracer, spansInput, telemetry.reportOnce);
  const dimensions = dimensionsOf(batch.streamName, settings);
  const rules = { reportBatchItemFailures: settings.reportBatchItemFailures, isWindowed: batch.isWindowed };
  const onContext = describeInvocation({
    records,
    dimensions,
    providers: parts.providers,
    run: (record, work) => runner.run(record, work),
    join: ({ reportBatchItemFailures }) => {
      rules.reportBatchItemFailures ||= reportBatchItemFailures;
    },
  });
  const context = setInvocation(spans.context, onContext);
  const plan = planSpans(records, contexts, invokedAtMs, parts);
  const recordSpans = createRecordSpans(() => telemetry.tracer, {
    ...{ plan, streamName: batch.streamName, contextOf: parts.contextOf },
    ...{ batchContext: context, batchSpan: spans.batchSpan.spanContext(), slowRecordMs: settings.slowRecordMs },
    ...{ xray: settings.xray, serviceName: settings.functionName ?? batch.streamName },
  });
  const runner = createRecordRunner({ recordSpans, telemetry, batchContext: context });
  const linksDropped = contexts.firsts.length - links.length;
  const opened = { batch, lambdaContext, dimensions, invokedAtMs, records, spans, recordSpans, linksDropped };
  return { ...opened, runner, rules, onContext, context, environment };
}

function planSpans(
  records: readonly ReadRecord[],
  contexts: ProducerContexts,
  invokedAtMs: number,
  { settings, replays }: HandlerParts,
): RecordSpanPlan {
  const oldestParentMs = invokedAtMs - settings.linkAfterMs;
  return planRecordSpans(records, contexts, {
    mode: settings.recordSpans,
    maxRecordSpans: settings.maxRecordSpans,
    isLate: (record) => record.arrivedAtMs < oldestParentMs || replays.wasDelivered(record),
  });
}

function dimensionsOf(streamName: string, { environment, pipeline, instance }: ConsumerSettings): ConsumerDimensions {
  return {
    Environment: environment,
    Pipeline: pipeline ?? streamName,
    ...(instance === undefined ? {} : { 'faas.instance': instance }),
  };
}
