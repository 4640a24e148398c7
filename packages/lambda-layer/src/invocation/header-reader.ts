import type { ReadHeaders } from '@kinesis-otel/consumer-sdk/host';
import { ROOT_CONTEXT, type TextMapGetter, type TextMapPropagator, trace } from '@opentelemetry/api';

/** Reads the context in an event's headers by the propagator that `OTEL_PROPAGATORS` names. */
export function headerReader(propagator: TextMapPropagator): ReadHeaders {
  return (headers) => trace.getSpanContext(propagator.extract(ROOT_CONTEXT, headers, anyCaseGetter));
}

/** API Gateway gives headers in the case the client wrote them in. */
const anyCaseGetter: TextMapGetter<object> = {
  keys: (carrier) => Object.keys(carrier),
  get(carrier, key) {
    const found = Object.entries(carrier).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    return typeof found === 'string' ? found : undefined;
  },
};
