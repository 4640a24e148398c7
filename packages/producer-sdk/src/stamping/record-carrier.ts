import { type Carrier, type ReportOnce, withoutThrowing, writeBaggage, writeTraceparent } from '@kinesis-otel/contract';
import {
  type Context,
  defaultTextMapSetter,
  isSpanContextValid,
  propagation,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import type { ProducerOptions } from '../options.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { OwnContext } from './own-context.ts';

/** Makes what one record is to carry; undefined where there is no valid span context. */
export type CarrierOf = (own: OwnContext | undefined, sendContext: Context, sentAtMs: number) => Carrier | undefined;

/**
 * Decides, once, what travels beside the W3C span context: by default nothing.
 *
 * A record carries its own context where it has one, else the send span's; one that is sent again carries what it did.
 */
export function createCarrierOf({ baggageKeys = [], propagator }: ProducerOptions, reportOnce: ReportOnce): CarrierOf {
  const allowed = new Set(baggageKeys);
  return (own, sendContext, sentAtMs) => {
    if (own?.carrier !== undefined) return own.carrier;
    const from = own?.context ?? sendContext;
    const spanContext = trace.getSpanContext(from);
    if (spanContext === undefined || !isSpanContextValid(spanContext)) return undefined;
    const tracestate = spanContext.traceState?.serialize();
    const baggage = allowed.size === 0 ? undefined : baggageOf(from, allowed);
    const fields =
      propagator &&
      withoutThrowing(reportOnce, 'a propagator failed, and its fields were left out', undefined, () =>
        fieldsOf(from, propagator),
      );
    return {
      traceparent: writeTraceparent(spanContext),
      sentAtMs,
      ...(own?.createdAtMs === undefined ? {} : { createdAtMs: own.createdAtMs }),
      ...(tracestate ? { tracestate } : {}),
      ...(baggage === undefined ? {} : { baggage }),
      ...(fields === undefined ? {} : { fields }),
    };
  };
}

/** What each record of a put call is to carry. All that bring no context get the same one, so that what is made of it is made once. */
export function carriersOf(
  records: readonly OutgoingRecord[],
  carrierOf: CarrierOf,
  sendContext: Context,
  sentAtMs: number,
): readonly (Carrier | undefined)[] {
  const carriers: (Carrier | undefined)[] = [];
  let shared: { readonly carrier: Carrier | undefined } | undefined;
  for (const { own } of records) {
    if (own === undefined) shared ??= { carrier: carrierOf(undefined, sendContext, sentAtMs) };
    carriers.push(own === undefined ? shared?.carrier : carrierOf(own, sendContext, sentAtMs));
  }
  return carriers;
}

function baggageOf(from: Context, allowed: ReadonlySet<string>): string | undefined {
  const entries = propagation.getBaggage(from)?.getAllEntries() ?? [];
  return writeBaggage(
    entries.map(([key, { value }]) => [key, value]),
    allowed,
  );
}

/** The W3C fields are written by us in any case, and baggage by its own rule. */
function fieldsOf(from: Context, propagator: TextMapPropagator): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  propagator.inject(from, fields, defaultTextMapSetter);
  const { traceparent, tracestate, baggage, ...others } = fields;
  return others;
}
