import { readBaggage } from '@kinesis-otel/contract';
import { type Context, defaultTextMapGetter, propagation, trace } from '@opentelemetry/api';
import type { ConsumerOptions } from '../options.ts';
import type { ReadRecord } from './read-record.ts';
import { spanContextOf } from './span-context-of.ts';

/** The context a record's work begins in: the batch's, with what the record brought along on it. */
export type ContextOf = (record: Pick<ReadRecord, 'carrier'>, batchContext: Context) => Context;

/** Decides, once, what is taken over from records beside their span context: by default nothing. */
export function createContextOf({
  baggageKeys = [],
  propagator,
}: Pick<ConsumerOptions, 'baggageKeys' | 'propagator'>): ContextOf {
  const allowed = new Set(baggageKeys);
  return ({ carrier }, batchContext) => {
    const producerContext = carrier && spanContextOf(carrier);
    if (carrier === undefined || producerContext === undefined) return batchContext;
    const { fields, baggage } = carrier;
    const based =
      propagator === undefined || fields === undefined
        ? batchContext
        : propagator.extract(batchContext, fields, defaultTextMapGetter);
    const withSpan = trace.setSpanContext(based, producerContext);
    if (baggage === undefined || allowed.size === 0) return withSpan;
    const entries = readBaggage(baggage, allowed).map(([key, value]) => [key, { value }] as const);
    return propagation.setBaggage(withSpan, propagation.createBaggage(Object.fromEntries(entries)));
  };
}
