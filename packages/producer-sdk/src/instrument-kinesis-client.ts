import { KinesisOtelOptionError, withoutThrowing } from '@kinesis-otel/contract';
import { readProducerSettings } from './env.ts';
import { globalApi } from './global-api.ts';
import { checkProducerOptions, type ProducerOptions } from './options.ts';
import { readOutgoingBatch } from './outgoing-batch.ts';
import { type PutCall, type PutCallParts, startPutCall } from './put-call.ts';
import { createCarrierOf } from './record-carrier.ts';
import { openProducerTelemetry } from './telemetry.ts';

/** Any AWS SDK v3 Kinesis client. Structural, so that clients of two copies of the AWS SDK both fit. */
export interface KinesisClientLike {
  send(command: never, ...rest: never[]): unknown;
}

type Send = (this: unknown, command: unknown, ...rest: unknown[]) => unknown;

/** Marks a client whose `send` is wrapped, for every copy of this library in the process. */
const instrumented = Symbol.for('kinesis-otel instrumented Kinesis client');

/**
 * Puts trace context into every record this client sends, makes a `send <stream>` span for every put, and measures it.
 *
 * Changes the client and returns it; wrapping a wrapped one changes nothing. What records say is not changed, nor is
 * any object of the caller's, nor what `send` returns or throws.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a client without `send`
 * @example
 * const kinesis = instrumentKinesisClient(new KinesisClient({}));
 */
export function instrumentKinesisClient<Client extends KinesisClientLike>(
  client: Client,
  options: ProducerOptions = {},
): Client {
  checkProducerOptions(options);
  if (typeof client?.send !== 'function') {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'client', client, 'Pass an AWS SDK v3 Kinesis client.');
  }
  if (instrumented in client) return client;
  const telemetry = openProducerTelemetry(options);
  const parts: PutCallParts = {
    settings: readProducerSettings(options),
    telemetry,
    carrierOf: createCarrierOf(options, telemetry.reportOnce),
  };
  Object.defineProperty(client, instrumented, { value: true });
  Object.defineProperty(client, 'send', {
    value: wrapSend(client.send as Send, parts),
    writable: true,
    configurable: true,
  });
  return client;
}

function wrapSend(send: Send, parts: PutCallParts): Send {
  return function sendStamped(this: unknown, command, ...rest) {
    const call = tryStartPutCall(command, parts);
    if (call === undefined) return Reflect.apply(send, this, [command, ...rest]);
    return globalApi.withContext(call.context, () => sendAndObserve(send.bind(this), call, rest));
  };
}

function tryStartPutCall(command: unknown, parts: PutCallParts): PutCall<unknown> | undefined {
  return withoutThrowing(parts.telemetry.reportOnce, 'a put went out without context', undefined, () => {
    const batch = readOutgoingBatch(command);
    return batch === undefined ? undefined : startPutCall(command, batch, parts);
  });
}

type BoundSend = (command: unknown, ...rest: unknown[]) => unknown;

function sendAndObserve(send: BoundSend, call: PutCall<unknown>, rest: readonly unknown[]): unknown {
  const callbackAt = rest.findIndex((each) => typeof each === 'function');
  const observed = callbackAt < 0 ? rest : rest.with(callbackAt, observeCallback(rest[callbackAt] as Callback, call));
  let result: unknown;
  try {
    result = send(call.command, ...observed);
  } catch (error) {
    call.failed(error);
    throw error;
  }
  // The caller gets the very promise the SDK made; this only listens.
  if (result instanceof Promise) result.then(call.succeeded, call.failed);
  return result;
}

type Callback = (error: unknown, output?: unknown) => unknown;

function observeCallback(callback: Callback, call: PutCall<unknown>): Callback {
  return (error, output) => {
    if (error) call.failed(error);
    else call.succeeded(output);
    return callback(error, output);
  };
}
