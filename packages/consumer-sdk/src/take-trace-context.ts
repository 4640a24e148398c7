import { type Carrier, copyRestored, readBytes } from '@kinesis-otel/contract';
import { type Context, ROOT_CONTEXT } from '@opentelemetry/api';
import { createContextOf } from './records/record-context.ts';

/** What a payload carried, and the payload without it. */
export interface TakenTraceContext {
  /** The payload as the producer was given it; the very bytes passed in where they carried nothing. */
  readonly payload: Uint8Array;
  /** A context with the producer's span in it; the one to start a span from, or to link to. Root where nothing was carried. */
  readonly context: Context;
  /** When the put call was made, in milliseconds since the epoch. */
  readonly sentAtMs: number | undefined;
  /** When the record's own context was bound, in milliseconds since the epoch. */
  readonly createdAtMs: number | undefined;
  /** `invalid`: it begins as a carrier does, but is not one, and was left as it is. */
  readonly outcome: 'extracted' | 'missing' | 'invalid';
}

const contextOf = createContextOf({});

/**
 * Takes trace context out of a Kinesis record's bytes, for consumers outside Lambda.
 *
 * The bytes passed in are not changed. Never throws. Of an aggregate of the KPL the context of the first user record that
 * has one is given. What the KCL has taken out of an envelope carries nothing any more.
 *
 * @example
 * const { payload, context } = takeTraceContext(record.Data);
 */
export function takeTraceContext(bytes: Uint8Array): TakenTraceContext {
  const found = readBytes(bytes);
  if (found.outcome !== 'extracted') return { ...nothing, payload: bytes, outcome: found.outcome };
  const carrier = found.carriers.find((each): each is Carrier => each !== undefined);
  return {
    payload: copyRestored(bytes, found.restoration),
    context: contextOf({ carrier }, ROOT_CONTEXT),
    sentAtMs: carrier?.sentAtMs,
    createdAtMs: carrier?.createdAtMs,
    outcome: 'extracted',
  };
}

const nothing = { context: ROOT_CONTEXT, sentAtMs: undefined, createdAtMs: undefined };
