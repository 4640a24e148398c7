import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import type { LambdaContext } from '../lambda-context.ts';
import type { RunInvocation } from '../run-invocation.ts';
import { type AnyHandler, wrapForCallbacks } from './wrap-for-callbacks.ts';

/** A Lambda handler that takes the whole batch, and returns or promises its answer, or calls back with it. */
export type BatchHandler = (event: never, context: never, callback: never) => unknown;

/** A wrapped handler: called as before, it promises what it returned or promised; one with a callback calls back. */
export type InstrumentedHandler<Handler extends BatchHandler> = (
  ...parameters: Parameters<Handler>
) => Parameters<Handler> extends readonly [unknown, unknown, unknown, ...unknown[]]
  ? undefined | Promise<Awaited<Exclude<ReturnType<Handler>, void>>>
  : Promise<Awaited<ReturnType<Handler>>>;

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const cure = 'Pass a handler that returns or promises its answer, or calls back with it; it must not stream.';

/**
 * Wraps a handler in its invocations' telemetry, to be called as the runtime calls it. Where that gives a callback, as the
 * runtimes before nodejs24.x do, the answer goes the way the handler takes; those after refuse a handler by the number of
 * its parameters, which is kept, so that they decide.
 */
export function keepSignature<Handler extends BatchHandler>(
  handler: Handler,
  run: RunInvocation,
): InstrumentedHandler<Handler> {
  const promised: AnyHandler = function promised(...parameters) {
    const returned = Reflect.apply(handler, this, parameters);
    // The older runtimes ignore an answer without a promise, and a report of failures that is ignored loses records.
    return isBatchResponse(returned) ? Promise.resolve(returned) : returned;
  };
  const withCallback = wrapForCallbacks(promised, { run, beforeAnswer: async () => {}, afterAnswer: () => {} });
  const instrumented: AnyHandler = function instrumented(event, lambdaContext, ...rest) {
    if (typeof rest[0] === 'function') return withCallback.call(this, event, lambdaContext, rest[0]);
    const context = lambdaContext as LambdaContext | undefined;
    return run(event, context, (seen) => Reflect.apply(handler, this, [seen, lambdaContext, ...rest]));
  };
  Object.defineProperty(instrumented, 'length', { value: handler.length, configurable: true });
  return instrumented as InstrumentedHandler<Handler>;
}

/** @throws KinesisOtelOptionError for what is no handler, or one that streams its answer */
export function checkHandler(handler: unknown): void {
  if (typeof handler === 'function' && !(streaming in handler)) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', 'handler', handler, cure);
}

function isBatchResponse(returned: unknown): boolean {
  return typeof returned === 'object' && returned !== null && ('batchItemFailures' in returned || 'state' in returned);
}
