import {
  type BatchHandler,
  checkHandler,
  type InstrumentedHandler,
  keepSignature,
} from './callbacks/keep-signature.ts';
import type { HandlerHost } from './handler-host.ts';
import { type ConsumerOptions, checkConsumerOptions } from './options.ts';
import { createRunInvocation } from './run-invocation.ts';

/**
 * Wraps a batch handler: it sees the payloads as the producer was given them, inside a batch span linked to the records'
 * producers, and what it returns, throws or calls back with tells the outcome of every record. An event that is not
 * Kinesis's gets a span of the invocation, and passes as it is. Inside another handler of this library it only calls the
 * handler.
 *
 * A handler with a callback is wrapped for the runtimes that take one, up to nodejs22.x; `context.done`, `succeed` and
 * `fail` and `callbackWaitsForEmptyEventLoop` work as without the wrapper.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler that streams its answer
 * @example
 * export const handler = instrumentKinesisHandler(async (event: KinesisStreamEvent) => { … });
 */
export function instrumentKinesisHandler<Handler extends BatchHandler>(
  handler: Handler,
  options: ConsumerOptions = {},
): InstrumentedHandler<Handler> {
  return instrumentHandlerOfHost(handler, options);
}

/** `instrumentKinesisHandler` for a host with parts of its own. */
export function instrumentHandlerOfHost<Handler extends BatchHandler>(
  handler: Handler,
  options: ConsumerOptions,
  host?: HandlerHost,
): InstrumentedHandler<Handler> {
  checkConsumerOptions(options);
  checkHandler(handler);
  return keepSignature(handler, createRunInvocation(options, host));
}
