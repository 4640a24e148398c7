import { readXRayContext } from '@kinesis-otel/consumer-sdk/host';
import { isSpanContextValid, type TextMapPropagator, trace } from '@opentelemetry/api';
import { writeXrayHeader } from './xray-header.ts';

const name = 'x-amzn-trace-id';

/** Carries context in X-Ray's header; a context that is there already goes before what the header says. */
export const xrayPropagator: TextMapPropagator = {
  fields: () => [name],
  inject(context, carrier, setter) {
    const spanContext = trace.getSpanContext(context);
    if (spanContext !== undefined && isSpanContextValid(spanContext)) {
      setter.set(carrier, name, writeXrayHeader(spanContext));
    }
  },
  extract(context, carrier, getter) {
    if (trace.getSpanContext(context) !== undefined) return context;
    const found = getter.keys(carrier).find((key) => key.toLowerCase() === name);
    const value = found === undefined ? undefined : getter.get(carrier, found);
    const spanContext = readXRayContext(Array.isArray(value) ? value[0] : value);
    return spanContext === undefined ? context : trace.setSpanContext(context, spanContext);
  },
};
