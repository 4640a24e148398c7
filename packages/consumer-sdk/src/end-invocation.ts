import { withoutThrowing } from '@kinesis-otel/contract';
import type { FlushResult } from './flush/flush-before-freeze.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { OpenedBatch } from './opened-batch.ts';
import { isFailed, type RecordOutcome } from './outcome/batch-outcome.ts';
import { debugLine } from './outcome/debug-line.ts';

/** An invocation whose handler is done, or out of time. */
export interface EndedInvocation extends OpenedBatch {
  readonly outcomes: readonly RecordOutcome[];
  /** Present where the handler threw, or ran out of time. */
  readonly failure: HandlerFailure | undefined;
}

/** Why a handler gave no response. */
export interface HandlerFailure {
  readonly error: unknown;
  readonly hasTimedOut: boolean;
}

/** Ends the spans, records the metrics and flushes. Never rejects; what fails costs nothing of the rest. */
export async function endInvocation(ended: EndedInvocation, parts: HandlerParts): Promise<void> {
  endSpans(ended, parts);
  const durationMs = performance.now() - ended.startedAt;
  const recordEnvironment = ended.environment.measure(ended.dimensions);
  parts.measure(() => {
    measureBatch(ended, durationMs, parts);
    recordEnvironment();
  });
  parts.replays.note(ended.outcomes);
  const startedAt = performance.now();
  const flush = await flushTelemetry(ended, parts);
  ended.environment.end();
  if (!parts.settings.isDebug) return;
  const flushMs = performance.now() - startedAt;
  console.log(debugLine({ ...ended, flush, flushMs, spansDropped: ended.recordSpans.dropped() }));
}

function endSpans({ outcomes, runner, recordSpans, ...ended }: EndedInvocation, { telemetry }: HandlerParts): void {
  const { reportOnce, errorTypeOf } = telemetry;
  const endedAtMs = Date.now();
  // Not in the loop: it would be made for each record, and what it sees put where it can see it.
  const makeSpan = ({ record, error, endedAtMs, durationMs }: RecordOutcome, errorType: string | undefined) =>
    withoutThrowing(reportOnce, 'no record span', undefined, () =>
      recordSpans.make(record, ended.invokedAtMs, { endedAtMs, durationMs, errorType, error }),
    );
  let failed = 0;
  let recordErrorType: string | undefined;
  for (let index = 0; index < outcomes.length; index++) {
    const outcome = outcomes[index] as RecordOutcome;
    const { state } = outcome;
    if (isFailed(state)) {
      failed++;
      recordErrorType ??= errorTypeOf(outcome.error);
    }
    // Work of its own had its span when it was done.
    if (state === 'not attempted' || (runner.settled.size > 0 && runner.settled.has(outcome.record))) continue;
    const errorType = state === 'failure' ? errorTypeOf(outcome.error) : undefined;
    if (recordSpans.isWanted(outcome.record, errorType)) makeSpan(outcome, errorType);
  }
  const handlerErrorType = ended.failure && errorTypeOf(ended.failure.error);
  withoutThrowing(reportOnce, 'a record span did not end', undefined, () =>
    recordSpans.endAll(endedAtMs, ended.failure?.hasTimedOut === true ? handlerErrorType : undefined),
  );
  ended.spans.end({ failed, recordErrorType, handlerErrorType });
}

function measureBatch(ended: EndedInvocation, durationMs: number, { telemetry }: HandlerParts): void {
  const { reportOnce, errorTypeOf, metrics } = telemetry;
  const { batch, dimensions, invokedAtMs, records, outcomes, linksDropped, failure } = ended;
  withoutThrowing(reportOnce, 'a batch could not be measured', undefined, () =>
    metrics().batchEnded({
      batch,
      dimensions,
      invokedAtMs,
      durationMs,
      records,
      outcomes,
      linksDropped,
      spansDropped: ended.recordSpans.dropped(),
      hasTimedOut: failure?.hasTimedOut === true,
      handlerErrorType: failure && errorTypeOf(failure.error),
    }),
  );
}

async function flushTelemetry(
  { lambdaContext, dimensions, failure }: EndedInvocation,
  parts: HandlerParts,
): Promise<FlushResult> {
  const { telemetry } = parts;
  try {
    const result = await parts.flush({
      tracerProvider: telemetry.tracerProvider(),
      meterProvider: telemetry.meterProvider(),
      remainingMs: lambdaContext?.getRemainingTimeInMillis?.(),
      // Lambda ends an environment whose function ran out of time.
      ...(failure?.hasTimedOut === true ? { isLast: true } : {}),
    });
    if (result === 'flushed' || result === 'not due') return result;
    telemetry.reportOnce(`telemetry was not flushed before the invocation ended (${result})`);
    telemetry.metrics().notFlushed(result, dimensions);
    return result;
  } catch (error) {
    telemetry.reportOnce('telemetry was not flushed before the invocation ended', error);
    return 'failed';
  }
}
