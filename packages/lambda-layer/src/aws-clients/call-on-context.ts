import { type Context, createContextKey, type Span } from '@opentelemetry/api';

/** What is known, while an AWS SDK call runs, of the code that made it. */
export interface CallOnContext {
  /** The span that was active around the call. */
  readonly around: Span | undefined;
}

const key = createContextKey('kinesis-otel AWS call');

/** A context in which a call is known to be seen to: what it does over HTTP needs no second span. */
export function setCall(context: Context, call: CallOnContext): Context {
  return context.setValue(key, call);
}

export function getCall(context: Context): CallOnContext | undefined {
  return context.getValue(key) as CallOnContext | undefined;
}
