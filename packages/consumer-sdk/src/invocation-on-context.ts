import { type Context, createContextKey } from '@opentelemetry/api';
import type { ConsumerDimensions } from './consumer-dimensions.ts';
import type { ConsumerOptions } from './options.ts';
import type { EnteredRecord } from './spans/entered-record-spans.ts';

/** Which record of an invocation is meant. */
export interface RecordId {
  readonly sequenceNumber: string;
  /** The place of a user record in its aggregate; left out, the first one. */
  readonly subSequenceNumber?: number | undefined;
}

/** What whoever joins an invocation knows, and its owner cannot. */
export interface JoinedHandler {
  /** Its response is one that the mapping accepts. */
  readonly reportBatchItemFailures: boolean;
}

/**
 * What code below a handler knows of the invocation it runs in, whichever copy of this library opened it: the outermost
 * handler owns spans, metrics and flush, and what is inside joins it here.
 */
export interface InvocationOnContext {
  /** Raised when what follows changes its meaning; another copy's number is another protocol. */
  readonly version: 1;
  readonly dimensions: ConsumerDimensions;
  /** What its handler was given; the same object at each invocation. */
  readonly providers?: Pick<ConsumerOptions, 'tracerProvider' | 'meterProvider'>;
  /** Whether a record was delivered in this invocation. */
  readonly hasRecord: (sequenceNumber: string) => boolean;
  /**
   * Does one record's work inside its span and context, and notes how it ended. Gives or throws what the work does. For
   * a record that is not of this invocation the work is only done.
   */
  readonly runRecord: <Result>(id: RecordId, work: () => Result | PromiseLike<Result>) => Promise<Result>;
  /** The record's scope, for a host that enters it where the record's payload is read; undefined for one not of this invocation. */
  readonly enterRecord?: (id: RecordId) => EnteredRecord | undefined;
  /** Tells the owner of a handler inside its own. */
  readonly join: (handler: JoinedHandler) => void;
}

/** The key is the same in every copy of the OpenTelemetry API, so that a layer's copy and a function's own meet here. */
const key = createContextKey('kinesis-otel invocation');

/** A context in which downstream clients find the invocation they work for. */
export function setInvocation(context: Context, invocation: InvocationOnContext): Context {
  return context.setValue(key, invocation);
}

/** The invocation this context belongs to; undefined outside one. */
export function getInvocation(context: Context): InvocationOnContext | undefined {
  const found = context.getValue(key) as InvocationOnContext | undefined;
  return found?.version === 1 ? found : undefined;
}
