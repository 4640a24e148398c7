import { type Context, createContextKey } from '@opentelemetry/api';

/** The key is the same in every copy of the OpenTelemetry API, so that a layer's copy and a function's own meet here. */
const key = createContextKey('kinesis-otel measured command');

/** A context in which it is known that a command's write is measured: whoever sees it below needs not. */
export function setMeasuredCommand(context: Context, command: unknown): Context {
  return context.setValue(key, command);
}

/** The command whose write is being measured; undefined outside of one. */
export function getMeasuredCommand(context: Context): unknown {
  return context.getValue(key);
}
