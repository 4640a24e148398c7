import { type WrapParts, wrapForCallbacks } from '@kinesis-otel/consumer-sdk/host';
import type { UserHandler } from '../loading/find-handler.ts';
import { wrapForPromises } from './wrap-for-promises.ts';
import { wrapForStreaming } from './wrap-for-streaming.ts';

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * Wraps a function's handler so that the runtime cannot tell: same number of parameters, by which it knows callback handlers,
 * and same properties, by which it knows streaming ones.
 */
export function wrapHandler(handler: UserHandler, isCallbackRuntime: boolean, parts: WrapParts): UserHandler {
  const isStreaming = Boolean((handler as { [streaming]?: unknown })[streaming]);
  const wrap = isStreaming ? wrapForStreaming : isCallbackRuntime ? wrapForCallbacks : wrapForPromises;
  const wrapped = wrap(handler, parts);
  const { prototype: _, ...properties } = Object.getOwnPropertyDescriptors(handler);
  return Object.defineProperties(wrapped, properties);
}
