/** The private parts of OpenTelemetry's SDKs that lead from a tracer provider to its processors' queues. */
interface ProviderInternals {
  readonly getDelegate?: () => object;
  readonly _activeSpanProcessor?: { readonly _spanProcessors?: readonly { readonly _maxQueueSize?: unknown }[] };
}

/** For the batch's span, the invocation's, and those without children. */
const reservedSpans = 22;

/**
 * How many record spans of one batch the tracer provider has room for.
 *
 * `BatchSpanProcessor` drops what its queue has no room for, 2,048 spans unless it is told otherwise, and only its logger
 * hears of it. No public way leads to the queue's size; where the private one is not as in SDK 2.12 and 3.1 there is room
 * for any number.
 */
export function roomForSpans(tracerProvider: object): number {
  const { getDelegate } = tracerProvider as ProviderInternals;
  const provider: ProviderInternals = getDelegate === undefined ? tracerProvider : getDelegate.call(tracerProvider);
  const processors = provider._activeSpanProcessor?._spanProcessors;
  if (!Array.isArray(processors)) return Number.POSITIVE_INFINITY;
  const sizes = processors.map(({ _maxQueueSize }) => _maxQueueSize).filter((size) => typeof size === 'number');
  return Math.max(0, Math.min(...sizes) - reservedSpans);
}
