import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import { handleBatch } from './handle-batch.ts';
import { handleOther } from './handle-other.ts';
import type { HandlerHost } from './handler-host.ts';
import { createHandlerParts } from './handler-parts.ts';
import type { LambdaContext } from './lambda-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from './options.ts';
import { cleanEvent } from './records/clean-event.ts';
import { readKinesisBatch } from './records/kinesis-batch.ts';
import { findRunningInvocation, registerInvocation } from './running-invocation.ts';

/** A Lambda handler that takes the whole batch and returns or promises its answer. */
export type BatchHandler = (event: never, context: never) => unknown;

/** A wrapped handler: called as before, it promises what it returned or promised. */
export type InstrumentedHandler<Handler extends BatchHandler> = (
  ...parameters: Parameters<Handler>
) => Promise<Awaited<ReturnType<Handler>>>;

/**
 * Wraps a batch handler: it sees the payloads as the producer was given them, inside a batch span linked to the records'
 * producers, and what it returns or throws tells the outcome of every record. An event that is not Kinesis's gets a span
 * of the invocation, and passes as it is. Inside another handler of this library it only calls the handler.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler with a callback
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
  if (typeof handler !== 'function' || handler.length > 2) {
    const cure = 'Pass a handler that returns or promises its answer; one with a callback cannot be wrapped.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'handler', handler, cure);
  }
  const parts = createHandlerParts(options, host);
  return async (...parameters) => {
    const [event, lambdaContext, ...rest] = parameters as unknown as [object, LambdaContext | undefined];
    const call = (seen: unknown) => Reflect.apply(handler, undefined, [seen, lambdaContext, ...rest]);
    const batch = readKinesisBatch(event);
    if (batch === undefined) return handleOther(event, lambdaContext, parts, () => call(event));
    const running = findRunningInvocation(event, batch);
    if (running !== undefined) {
      running.join(parts.settings);
      return call(event);
    }
    return handleBatch(batch, lambdaContext, parts, ({ records, onContext }) => {
      const seen = cleanEvent(event, records);
      registerInvocation(seen, onContext);
      return call(seen);
    });
  };
}
