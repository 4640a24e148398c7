import type { KinesisEvent } from '@kinesis-otel/consumer-sdk';
import { readBase64, readTraceparent } from '@kinesis-otel/contract';
import {
  type Context,
  type ContextManager,
  context,
  createTraceState,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { createRecordAttribution, type EnterContext } from './record-attribution.ts';
import { touchedEvent } from './touched-event.ts';

/** Gives a handler its batch, as it is to see it, so that its records' payloads lead into their contexts. */
export type PrepareBatch = (original: unknown, seen: unknown) => unknown;

/**
 * Makes it for the context manager that is registered; undefined where that one cannot enter a context other than around a
 * function, as OpenTelemetry's own for Node can.
 */
export function createPrepareBatch(manager: ContextManager | undefined): PrepareBatch | undefined {
  const storage = (manager as { _asyncLocalStorage?: { enterWith?: EnterContext } } | undefined)?._asyncLocalStorage;
  if (typeof storage?.enterWith !== 'function') return undefined;
  const enter: EnterContext = (entered) => storage.enterWith?.(entered);
  return (original, seen) => {
    const { Records } = original as KinesisEvent;
    const batchContext = context.active();
    const contextOf = (record: number): Context => {
      const producer = producerOf(Records[record]?.kinesis.data ?? '');
      return producer === undefined ? batchContext : trace.setSpanContext(batchContext, producer);
    };
    if (Records.length === 1) {
      // All that is done for a batch of one is done for its record.
      enter(contextOf(0));
      return seen;
    }
    const attribution = createRecordAttribution({ batchContext, contextOf, active: () => context.active(), enter });
    attribution.deliver(undefined, false);
    return touchedEvent(seen as KinesisEvent, attribution);
  };
}

/** The context a record came with; that of an aggregate is its first user record's. */
function producerOf(data: string): SpanContext | undefined {
  const found = readBase64(data);
  const carrier = found.outcome === 'extracted' ? found.carriers.find((each) => each !== undefined) : undefined;
  const fields = carrier && readTraceparent(carrier.traceparent);
  if (carrier === undefined || fields === undefined) return undefined;
  const { tracestate } = carrier;
  return {
    ...fields,
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
}
