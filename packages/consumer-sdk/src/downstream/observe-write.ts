import { types } from 'node:util';
import { withoutThrowing } from '@kinesis-otel/contract';
import { type Context, type Span, trace } from '@opentelemetry/api';
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

/** A write under way. */
export interface ObservedWrite {
  /** The context to write in: its span, if it has one, is active. */
  readonly context: Context;
  readonly succeeded: (output: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** Starts a write's span and its clock. The first end that it is told counts; nothing here throws. */
export function startWrite(write: WriteToObserve, telemetry: ConsumerTelemetry): ObservedWrite {
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

/**
 * Calls a client, and gives or throws what it does. A promise is followed by one of ours, not listened to beside the
 * caller: a failed write that nobody awaits must end the process as it would, not count as handled by us.
 *
 * @param parameters of the call; a function among them is the callback that is told the end
 */
export function observeCall(
  observed: ObservedWrite,
  call: (...parameters: readonly unknown[]) => unknown,
  parameters: readonly unknown[],
): unknown {
  const callbackAt = parameters.findIndex((each) => typeof each === 'function');
  const callback = parameters[callbackAt] as Callback | undefined;
  const told = callback === undefined ? parameters : parameters.with(callbackAt, listenTo(callback, observed));
  let result: unknown;
  try {
    result = globalApi.withContext(observed.context, () => call(...told));
  } catch (error) {
    observed.failed(error);
    throw error;
  }
  if (types.isPromise(result)) return followed(result, observed);
  if (callback === undefined) observed.succeeded(result);
  return result;
}

async function followed(promise: Promise<unknown>, observed: ObservedWrite): Promise<unknown> {
  try {
    const output = await promise;
    observed.succeeded(output);
    return output;
  } catch (error) {
    observed.failed(error);
    throw error;
  }
}

type Callback = (this: unknown, ...parameters: unknown[]) => unknown;

/** The callback runs where its caller stood, not inside the write. */
function listenTo(callback: Callback, observed: ObservedWrite): Callback {
  const callersContext = globalApi.activeContext();
  return function told(this: unknown, ...parameters) {
    const [error, output] = parameters;
    if (error) observed.failed(error);
    else observed.succeeded(output);
    return globalApi.withContext(callersContext, () => Reflect.apply(callback, this, parameters));
  };
}
