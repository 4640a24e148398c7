import { withoutThrowing } from '@kinesis-otel/contract';
import { isUnderWay, markUnderWay } from './commands-under-way.ts';
import { globalApi } from './global-api.ts';
import { readOutgoingBatch } from './outgoing-batch.ts';
import type { ProducerParts } from './producer-parts.ts';
import { type PutCall, startPutCall } from './put-call.ts';

/** A client's `send`, as it is called: with a command, and what the client takes beside it. */
export type Send = (this: unknown, command: unknown, ...rest: unknown[]) => unknown;

/**
 * Sends a command through `send`: a put with context in its records and a span around it, any other as it is. Returns what
 * `send` returns and throws what it throws, the very same objects.
 */
export function sendStamped(send: Send, client: unknown, all: readonly unknown[], parts: ProducerParts): unknown {
  const [command, ...rest] = all;
  const call = isUnderWay(command) ? undefined : tryStartPutCall(command, parts);
  if (call === undefined) return Reflect.apply(send, client, all);
  return globalApi.withContext(call.context, () => sendAndObserve(send.bind(client), call, rest));
}

function tryStartPutCall(command: unknown, parts: ProducerParts): PutCall<unknown> | undefined {
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
    result = markUnderWay(call.command, () => send(call.command, ...observed));
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
