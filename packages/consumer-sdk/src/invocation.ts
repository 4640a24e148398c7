import { withoutThrowing } from '@kinesis-otel/contract';
import type { Context } from '@opentelemetry/api';
import { endInvocation, type HandlerFailure } from './end-invocation.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { InvocationOnContext } from './invocation-on-context.ts';
import type { LambdaContext } from './lambda-context.ts';
import { type OpenedBatch, openBatch } from './opened-batch.ts';
import {
  type HandlerEnd,
  outcomeOfResponse,
  outcomeOfThrow,
  type RecordOutcome,
  reportsFailures,
} from './outcome/batch-outcome.ts';
import type { KinesisBatch } from './records/kinesis-batch.ts';
import type { ReadRecord } from './records/read-record.ts';
import type { RecordRunner } from './running/record-runner.ts';
import { timeout, watchTimeout } from './running/watchdog.ts';

/** One delivery of a batch, under way. */
export interface Invocation {
  readonly records: readonly ReadRecord[];
  /** The batch span is active in it, and what is below the handler finds the invocation on it. */
  readonly context: Context;
  readonly onContext: InvocationOnContext;
  readonly run: RecordRunner['run'];
  /** The handler is done. Ends spans, records metrics and flushes; never rejects. */
  readonly returned: (response: unknown) => Promise<void>;
  readonly threw: (error: unknown) => Promise<void>;
}

/** Opens a batch, and watches the time it takes. */
export function openInvocation(
  batch: KinesisBatch,
  lambdaContext: LambdaContext | undefined,
  parts: HandlerParts,
): Invocation {
  const opened = openBatch(batch, lambdaContext, parts);
  const { records, context, onContext, runner, rules } = opened;
  const end = createEnd(opened, parts);
  return {
    records,
    context,
    onContext,
    run: runner.run,
    returned(response) {
      if (!rules.reportBatchItemFailures && reportsFailures(response)) parts.telemetry.reportOnce(nobodyListens);
      return end((handlerEnd) => outcomeOfResponse(handlerEnd, response, rules), undefined);
    },
    threw: (error) => end((handlerEnd) => outcomeOfThrow(handlerEnd, error), { error, hasTimedOut: false }),
  };
}

const nobodyListens =
  'a handler reported batchItemFailures, and reportBatchItemFailures is not set: unless the event source mapping has ReportBatchItemFailures, Lambda ignores the report and the records are lost. Set it in both, or throw';

type End = (
  outcomesOf: (end: HandlerEnd) => readonly RecordOutcome[],
  failure: HandlerFailure | undefined,
) => Promise<void>;

/** What ends an invocation, by its handler or by the clock: the first of them counts. */
function createEnd(opened: OpenedBatch, parts: HandlerParts): End {
  const { records, runner, lambdaContext } = opened;
  const { reportOnce } = parts.telemetry;
  let isOver = false;
  const end: End = async (outcomesOf, failure) => {
    if (isOver) return;
    isOver = true;
    stopWatch();
    const outcomes = withoutThrowing(reportOnce, 'a batch has no outcome', [], () =>
      outcomesOf({ records, settled: runner.settled, endedAtMs: Date.now() }),
    );
    await endInvocation({ ...opened, outcomes, failure }, parts);
  };
  const remainingMs = withoutThrowing(reportOnce, 'the time Lambda has left is not known', undefined, () =>
    lambdaContext?.getRemainingTimeInMillis?.(),
  );
  const stopWatch = watchTimeout(remainingMs, parts.settings.flushTimeoutMs, () => {
    runner.giveUp(timeout);
    void end((handlerEnd) => outcomeOfThrow(handlerEnd, timeout), { error: timeout, hasTimedOut: true });
  });
  return end;
}
