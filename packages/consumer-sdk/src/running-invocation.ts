import { globalApi } from './global-api.ts';
import { getInvocation, type InvocationOnContext } from './invocation-on-context.ts';
import type { KinesisBatch } from './records/kinesis-batch.ts';

/** By the event they were called with, for every copy of this library in the process; the number is the protocol's. */
const registryKey = Symbol.for('kinesis-otel invocations 1');

type Registry = WeakMap<object, InvocationOnContext>;

/**
 * The invocation that a handler around this one has opened for the same batch; undefined where this one is the outermost.
 * It is on the context; where OpenTelemetry keeps no context, the event it handed on leads to it.
 */
export function findRunningInvocation(event: object, batch: KinesisBatch): InvocationOnContext | undefined {
  const active = getInvocation(globalApi.activeContext());
  const [first] = batch.records;
  // An event of its own that a handler makes for another one is not the batch it got.
  if (active !== undefined && (first === undefined || active.hasRecord(first.kinesis.sequenceNumber))) return active;
  return registry().get(event);
}

/**
 * Lets handlers inside this one find its invocation by the event that is handed on to them; until what is returned is
 * called, for the same event may come again.
 */
export function registerInvocation(event: object, invocation: InvocationOnContext): () => void {
  registry().set(event, invocation);
  return () => void registry().delete(event);
}

function registry(): Registry {
  const holder = globalThis as { [registryKey]?: Registry };
  holder[registryKey] ??= new WeakMap();
  return holder[registryKey];
}
