import { createContextKey, type TextMapPropagator } from '@opentelemetry/api';

const key = createContextKey('debug');

/** A propagator that carries one flag beside what W3C carries, as a tracing vendor's does. */
export const debugPropagator: TextMapPropagator = {
  fields: () => ['x-debug', 'traceparent'],
  inject(context, carrier, setter) {
    setter.set(carrier, 'x-debug', String(context.getValue(key) ?? 'none'));
    // Composite propagators write these as well; they are not to come through a second time.
    for (const name of ['traceparent', 'tracestate', 'baggage']) setter.set(carrier, name, 'of the propagator');
  },
  extract: (context, carrier, getter) => context.setValue(key, getter.get(carrier, 'x-debug')),
};

export const debugKey: symbol = key;
