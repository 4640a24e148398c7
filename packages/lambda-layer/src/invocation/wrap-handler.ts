import type { WrapParts } from '@kinesis-otel/consumer-sdk/host';
import type { UserHandler } from '../loading/find-handler.ts';
import { wrapForPromises } from './wrap-for-promises.ts';
import { wrapForStreaming } from './wrap-for-streaming.ts';

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Loads what wraps a handler that may answer by a callback. */
export type CallbackWrapper = () => {
  readonly wrapForCallbacks: (handler: UserHandler, parts: WrapParts) => UserHandler;
};

/**
 * Wraps a function's handler so that the runtime cannot tell: same number of parameters, by which it knows callback handlers,
 * and same properties, by which it knows streaming ones.
 *
 * @param callbacks given for the runtimes before nodejs24.x
 */
export function wrapHandler(handler: UserHandler, parts: WrapParts, callbacks?: CallbackWrapper): UserHandler {
  const isStreaming = Boolean((handler as { [streaming]?: unknown })[streaming]);
  const wrap = isStreaming ? wrapForStreaming : (callbacks?.().wrapForCallbacks ?? wrapForPromises);
  const wrapped = wrap(handler, parts);
  const { prototype: _, ...properties } = Object.getOwnPropertyDescriptors(handler);
  return Object.defineProperties(wrapped, properties);
}
