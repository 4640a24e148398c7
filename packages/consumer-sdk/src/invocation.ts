import { withoutThrowing } from '@kinesis-otel/contract';
import { type Context, context, INVALID_SPAN_CONTEXT, type Span, trace } from '@opentelemetry/api';
import type { RecordOutcome } from './batch-outcome.ts';
import { endBatchSpan, startBatchSpan } from './batch-span.ts';
import { type ConsumerSettings, readConsumerSettings } from './env.ts';
import { flushBeforeFreeze } from './flush-before-freeze.ts';
import { type ConsumerDimensions, setInvocation } from './invocation-on-context.ts';
import type { KinesisBatch } from './kinesis-batch.ts';
import type { LambdaContext } from './lambda-context.ts';
import type { ConsumerOptions } from './options.ts';
import { createRecordReader, type ReadRecord, type ReadRecords } from './read-record.ts';
import { type ContextOf, createContextOf } from './record-context.ts';
import { createRecordSpans, type RecordSpans } from './record-span.ts';
import { type ConsumerTelemetry, openConsumerTelemetry } from './telemetry.ts';

/** What the invocations of one handler share. */
export interface InvocationParts {
  readonly settings: ConsumerSettings;
  readonly telemetry: ConsumerTelemetry;
  readonly readRecords: ReadRecords;
  readonly contextOf: ContextOf;
  /** For what is measured below the handler. */
  readonly providers: Pick<ConsumerOptions, 'tracerProvider' | 'meterProvider'>;
}

/** Decides, once for a handler, all that does not change from one invocation to the next. */
export function createInvocationParts(options: ConsumerOptions): InvocationParts {
  return {
    settings: readConsumerSettings(options),
    telemetry: openConsumerTelemetry(options),
    readRecords: createRecordReader(options),
    contextOf: createContextOf(options),
    providers: options,
  };
}

/** One delivery of a batch, under way. */
export interface Invocation {
  readonly records: readonly ReadRecord[];
  /** The batch span is active in it, and downstream clients find the invocation on it. */
  readonly context: Context;
  readonly recordSpans: RecordSpans;
  /** Milliseconds since the epoch. */
  readonly invokedAtMs: number;
  /** Ends the batch span, records the metrics and flushes; never rejects. */
  readonly end: (outcomes: readonly RecordOutcome[]) => Promise<void>;
}

/** Reads the records' contexts and starts the batch span. */
export function openInvocation(
  batch: KinesisBatch,
  lambdaContext: LambdaContext | undefined,
  parts: InvocationParts,
): Invocation {
  const { settings, telemetry } = parts;
  const invokedAtMs = Date.now();
  const records = parts.readRecords(batch);
  const input = { streamName: batch.streamName, records, lambdaContext, maxLinks: settings.maxLinks };
  const { span, linksDropped } = withoutThrowing(telemetry.reportOnce, 'no batch span', noSpan, () =>
    startBatchSpan(telemetry.tracer, input, context.active()),
  );
  const dimensions = dimensionsOf(batch.streamName, settings);
  const onContext = {
    version: 1,
    dimensions,
    providers: parts.providers,
    hasRecord: () => false,
    runRecord: async (_id: unknown, work: () => never) => work(),
    join: () => undefined,
  } as never;
  const batchContext = trace.setSpan(setInvocation(context.active(), onContext), span);
  const recordSpans = createRecordSpans(telemetry.tracer, {
    streamName: batch.streamName,
    batchContext,
    batchSpan: span.spanContext(),
    maxRecordSpans: settings.maxRecordSpans,
    contextOf: parts.contextOf,
  });
  return {
    records,
    context: batchContext,
    recordSpans,
    invokedAtMs,
    async end(outcomes) {
      const measured = {
        dimensions,
        invokedAtMs,
        records,
        outcomes,
        spansDropped: recordSpans.dropped(),
        linksDropped,
      };
      withoutThrowing(telemetry.reportOnce, 'a batch could not be measured', undefined, () => {
        endBatch(span, outcomes, telemetry);
        telemetry.metrics().batchEnded(measured);
      });
      await flush(dimensions, lambdaContext, parts);
    },
  };
}

const noSpan = { span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT), linksDropped: 0 };

function dimensionsOf(streamName: string, { environment, pipeline, instance }: ConsumerSettings): ConsumerDimensions {
  return {
    Environment: environment,
    Pipeline: pipeline ?? streamName,
    ...(instance === undefined ? {} : { 'faas.instance': instance }),
  };
}

function endBatch(span: Span, outcomes: readonly RecordOutcome[], telemetry: ConsumerTelemetry): void {
  const failures = outcomes.filter(({ state }) => state === 'failure');
  const first = failures[0];
  endBatchSpan(span, failures.length, first === undefined ? undefined : telemetry.errorTypeOf(first.error));
}

async function flush(
  dimensions: ConsumerDimensions,
  lambdaContext: LambdaContext | undefined,
  { settings, telemetry }: InvocationParts,
): Promise<void> {
  try {
    const result = await flushBeforeFreeze({
      tracerProvider: telemetry.tracerProvider(),
      meterProvider: telemetry.meterProvider(),
      timeoutMs: settings.flushTimeoutMs,
      remainingMs: lambdaContext?.getRemainingTimeInMillis?.(),
    });
    if (result === 'flushed') return;
    telemetry.reportOnce(`telemetry was not flushed before the invocation ended (${result})`);
    if (result === 'timed out') telemetry.metrics().flushTimedOut(dimensions);
  } catch (error) {
    telemetry.reportOnce('telemetry was not flushed before the invocation ended', error);
  }
}
