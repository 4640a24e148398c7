import { type Context, createContextKey, type MeterProvider } from '@opentelemetry/api';

/** The key is the same in every copy of the OpenTelemetry API, so that a layer's copy and a function's own meet here. */
const key = createContextKey('kinesis-otel measured by');

/** A context in which a write is measured already, and by whom. */
export function setMeasuredBy(context: Context, meterProvider: MeterProvider): Context {
  return context.setValue(key, meterProvider);
}

/** Where the write is measured that a context belongs to; undefined where it is not, and outside of one. */
export function measuredBy(context: Context): MeterProvider | undefined {
  return context.getValue(key) as MeterProvider | undefined;
}
