import { type Context, createContextKey } from '@opentelemetry/api';

/** The dimensions every point of the consumer carries. */
export type ConsumerDimensions = Readonly<{ Environment: string; Pipeline: string; 'faas.instance'?: string }>;

/** What code below a handler knows of the invocation it runs in, whichever copy of this library opened it. */
export interface InvocationOnContext {
  readonly dimensions: ConsumerDimensions;
}

/** The key is the same in every copy of the OpenTelemetry API, so that a layer's copy and a function's own meet here. */
const key = createContextKey('kinesis-otel invocation');

/** A context in which downstream clients find the invocation they work for. */
export function setInvocation(context: Context, invocation: InvocationOnContext): Context {
  return context.setValue(key, invocation);
}

/** The invocation this context belongs to; undefined outside one. */
export function getInvocation(context: Context): InvocationOnContext | undefined {
  return context.getValue(key) as InvocationOnContext | undefined;
}
