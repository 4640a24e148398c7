import { withoutThrowing } from '@kinesis-otel/contract';
import type { Context } from '@opentelemetry/api';
import { type ConsumerDimensions, consumerDimensions } from './consumer-dimensions.ts';
import { describeInvocation } from './describe-invocation.ts';
import type { WatchedInvocation } from './environment/watch-environment.ts';
import { globalApi } from './global-api.ts';
import type { HandlerParts } from './handler-parts.ts';
import { type InvocationOnContext, setInvocation } from './invocation-on-context.ts';
import type { LambdaContext } from './lambda-context.ts';
import type { MappingRules } from './outcome/batch-outcome.ts';
import type { KinesisBatch } from './records/kinesis-batch.ts';
import { findProducerContexts, linksTo, type ProducerContexts } from './records/producer-contexts.ts';
import type { ReadRecord } from './records/read-record.ts';
import { createRecordRunner, type RecordRunner } from './running/record-runner.ts';
import { makeEnterable } from './spans/entered-record-spans.ts';
import { type InvocationSpans, startInvocationSpans } from './spans/invocation-spans.ts';
import { planRecordSpans, type RecordSpanPlan } from './spans/record-span-plan.ts';
import { createRecordSpans, type RecordSpans } from './spans/record-spans.ts';
import { roomForSpans } from './spans/span-room.ts';

/** A batch whose records are read and whose spans are planned; nothing has been done with it. */
export interface OpenedBatch {
  readonly batch: KinesisBatch;
  readonly lambdaContext: LambdaContext | undefined;
  readonly dimensions: ConsumerDimensions;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  /** When the batch span began, by `performance.now()`. */
  readonly startedAt: number;
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
  const contexts = findProducerContexts(records, settings.maxLinks);
  const links = linksTo(contexts, settings.maxLinks);
  const { isColdStart } = environment;
  const spansInput = { batch, lambdaContext, isColdStart, links, active, settings };
  const startedAt = performance.now();
  const spans = startInvocationSpans(() => telemetry.tracer, spansInput, telemetry.reportOnce);
  const dimensions = consumerDimensions(batch.streamName, settings);
  const rules = { reportBatchItemFailures: settings.reportBatchItemFailures, isWindowed: batch.isWindowed };
  const onContext = describeInvocation({
    records,
    dimensions,
    providers: parts.providers,
    run: (record, work) => runner.run(record, work),
    enter: (record) =>
      withoutThrowing(telemetry.reportOnce, 'no record span', undefined, () => recordSpans.enter(record)),
    join: ({ reportBatchItemFailures }) => {
      rules.reportBatchItemFailures ||= reportBatchItemFailures;
    },
  });
  const context = setInvocation(spans.context, onContext);
  const plan = planSpans(records, contexts, invokedAtMs, parts);
  const made = createRecordSpans(() => telemetry.tracer, {
    plan,
    contextOf: parts.contextOf,
    streamName: batch.streamName,
    batchContext: context,
    batchSpan: spans.batchSpanContext,
    slowRecordMs: settings.slowRecordMs,
    xray: settings.xray,
    serviceName: settings.functionName ?? batch.streamName,
  });
  const recordSpans = makeEnterable(made);
  const runner = createRecordRunner({ recordSpans, telemetry, batchContext: context });
  const linksDropped = Math.max(0, contexts.sampledCount - links.length);
  const opened = { batch, lambdaContext, dimensions, invokedAtMs, startedAt, records, spans };
  return { ...opened, recordSpans, linksDropped, runner, rules, onContext, context, environment };
}

const smallQueue =
  'the queue of a BatchSpanProcessor has no room for `maxRecordSpans`: give it a larger `maxQueueSize`. What has no room is counted as SpansDropped';

function planSpans(
  records: readonly ReadRecord[],
  contexts: ProducerContexts,
  invokedAtMs: number,
  { settings, telemetry, replays }: HandlerParts,
): RecordSpanPlan {
  // A span that the SDK would drop without a word is not made, and counted.
  const room = withoutThrowing(telemetry.reportOnce, 'no record span', Number.POSITIVE_INFINITY, () =>
    roomForSpans(telemetry.tracerProvider()),
  );
  if (room < settings.maxRecordSpans) telemetry.reportOnce(smallQueue);
  const oldestParentMs = invokedAtMs - settings.linkAfterMs;
  return planRecordSpans(records, contexts, {
    mode: settings.recordSpans,
    maxRecordSpans: Math.min(settings.maxRecordSpans, room),
    isLate: (record) => record.arrivedAtMs < oldestParentMs || replays.wasDelivered(record),
  });
}
