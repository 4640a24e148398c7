import { type ObservedCall, withoutThrowing } from '@kinesis-otel/contract';
import { type Span, trace } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import { globalApi } from '../global-api.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import { endWriteSpan } from './write-span.ts';

/** What is known of a write before it begins. */
export interface WriteToObserve {
  readonly target: string;
  readonly dimensions: ConsumerDimensions;
  /** Left out where somebody else makes the span. */
  readonly startSpan: (() => Span) | undefined;
  /** Finds the failure in what is no error; undefined where there is none. */
  readonly failureIn: (output: unknown) => WriteFailure | undefined;
}

/** What a write failed with. */
export interface WriteFailure {
  readonly error: unknown;
}

/** Starts a write's span, if it has one, which is active in the write's context, and its clock. The first end that it is told counts; nothing here throws. */
export function startWrite(write: WriteToObserve, telemetry: ConsumerTelemetry): ObservedCall {
  const { dimensions, target, startSpan, failureIn } = write;
  const span = startSpan && withoutThrowing(telemetry.reportOnce, 'no write span', undefined, startSpan);
  const startedAt = performance.now();
  let isOver = false;
  const ended = (readFailure: () => WriteFailure | undefined): void => {
    if (isOver) return;
    isOver = true;
    const durationMs = performance.now() - startedAt;
    withoutThrowing(telemetry.reportOnce, 'a write was not measured', undefined, () => {
      const failure = readFailure();
      if (span !== undefined) endWriteSpan(span, failure && telemetry.errorTypeOf(failure.error));
      telemetry.writeMetrics().writeEnded({ dimensions, target, durationMs, ...(failure && { failure }) });
    });
  };
  return {
    context: span === undefined ? globalApi.activeContext() : trace.setSpan(globalApi.activeContext(), span),
    succeeded: (output) => ended(() => failureIn(output)),
    failed: (error) => ended(() => ({ error })),
  };
}
