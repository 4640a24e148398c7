import { commandsUnderWay, observeCall, type Send, withoutThrowing } from '@kinesis-otel/contract';
import { globalApi } from './global-api.ts';
import { readOutgoingBatch } from './outgoing-batch.ts';
import type { ProducerParts } from './producer-parts.ts';
import { type PutCall, startPutCall } from './put-call.ts';

/** A class and its instance may both be instrumented, by two copies of this library even: the outermost sees to a put. */
const underWay = commandsUnderWay('kinesis-otel commands under way');

/**
 * Sends a command through `send`: a put with context in its records and a span around it, any other as it is. Gives or
 * throws the very answer and error that `send` does.
 */
export function sendStamped(send: Send, client: unknown, all: readonly unknown[], parts: ProducerParts): unknown {
  const [command, ...rest] = all;
  const call = underWay.has(command) ? undefined : tryStartPutCall(command, parts);
  if (call === undefined) return Reflect.apply(send, client, all);
  const sendPut = (...told: readonly unknown[]) =>
    underWay.during([call.command], () => Reflect.apply(send, client, [call.command, ...told]));
  return observeCall(globalApi, call, sendPut, rest);
}

function tryStartPutCall(command: unknown, parts: ProducerParts): PutCall<unknown> | undefined {
  return withoutThrowing(parts.telemetry.reportOnce, 'a put went out without context', undefined, () => {
    const batch = readOutgoingBatch(command);
    return batch === undefined ? undefined : startPutCall(command, batch, parts);
  });
}
