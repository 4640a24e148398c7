import { withoutThrowing } from '@kinesis-otel/contract';
import type { FlushResult } from './flush/flush-before-freeze.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { OpenedBatch } from './opened-batch.ts';
import type { RecordOutcome } from './outcome/batch-outcome.ts';
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
  const { telemetry } = parts;
  const { outcomes, records, recordSpans, failure } = ended;
  endSpans(ended, parts);
  const recordEnvironment = ended.environment.measure(ended.dimensions);
  const dropped = { spansDropped: recordSpans.dropped(), linksDropped: ended.linksDropped };
  parts.measure(() => {
    withoutThrowing(telemetry.reportOnce, 'a batch could not be measured', undefined, () => {
      const { dimensions, invokedAtMs } = ended;
      const hasTimedOut = failure?.hasTimedOut === true;
      const delivered = ended.batch.records;
      const measured = { dimensions, invokedAtMs, delivered, records, outcomes, hasTimedOut, ...dropped };
      telemetry.metrics().batchEnded(measured);
    });
    recordEnvironment();
  });
  parts.replays.note(outcomes);
  const startedAt = performance.now();
  const flush = await flushTelemetry(ended, parts);
  ended.environment.end();
  if (!parts.settings.isDebug) return;
  const flushMs = performance.now() - startedAt;
  console.log(debugLine({ ...ended, flush, flushMs, spansDropped: recordSpans.dropped() }));
}

function endSpans({ outcomes, runner, recordSpans, ...ended }: EndedInvocation, { telemetry }: HandlerParts): void {
  const { reportOnce, errorTypeOf } = telemetry;
  const endedAtMs = Date.now();
  let failed = 0;
  let recordErrorType: string | undefined;
  for (const { record, state, error, endedAtMs: recordEndedAtMs, durationMs } of outcomes) {
    if (state === 'failure' || state === 'set aside') {
      failed++;
      recordErrorType ??= errorTypeOf(error);
    }
    // Work of its own had its span when it was done.
    if (state === 'not attempted' || (runner.settled.size > 0 && runner.settled.has(record))) continue;
    const errorType = state === 'failure' ? errorTypeOf(error) : undefined;
    if (!recordSpans.isWanted(record, errorType)) continue;
    withoutThrowing(reportOnce, 'no record span', undefined, () =>
      recordSpans.make(record, ended.invokedAtMs, { endedAtMs: recordEndedAtMs, durationMs, errorType, error }),
    );
  }
  const handlerErrorType = ended.failure && errorTypeOf(ended.failure.error);
  withoutThrowing(reportOnce, 'a record span did not end', undefined, () =>
    recordSpans.endAll(endedAtMs, ended.failure?.hasTimedOut === true ? handlerErrorType : undefined),
  );
  ended.spans.end({ failed, recordErrorType, handlerErrorType });
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
